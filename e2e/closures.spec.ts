import { accountOf, createTicket, expect, greetingOf, headers, test } from "./fixtures";

test("a person's bar grows when they close a ticket, and leads to it", async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs("admin");
  const { name } = accountOf("admin");
  const title = `Seal of trailer ${Date.now()} does not match`;
  const ticket = await createTicket(page, title);
  const greeting = greetingOf(page);
  await page.goto("/closures?period=week");
  await greeting;
  await expect(page.getByRole("heading", { name: "Trend" })).toBeVisible();
  await expectAccessible();

  const bar = page
    .getByRole("list", { name: "Tickets closed by person" })
    .getByRole("button", { name: new RegExp(`^${name}`) });
  const closed = async () =>
    (await bar.count()) === 0 ? 0 : Number(/(\d+)\s*closed/.exec((await bar.textContent()) ?? "")?.[1] ?? 0);
  const before = await closed();
  const data = { status: "RESOLVED", resolution_summary: "The carrier sent the right seal number." };
  const resolved = await page.request.post(`/api/v1/tickets/${ticket.id}/transition`, { headers, data });
  expect(resolved.status(), await resolved.text()).toBe(200);
  // Nothing on this page is pressed or read again by hand.
  await expect.poll(closed, { timeout: 60_000 }).toBeGreaterThan(before);

  await bar.click();
  const panel = page.getByRole("dialog", { name });
  const link = panel.getByRole("link", { name: title });
  await expect(link).toHaveAttribute("href", `/tickets/${ticket.number}`);
  await expect(page).toHaveURL(/person=/);
  const file = await panel.getByRole("link", { name: "Download CSV" }).getAttribute("href");
  expect(await (await page.request.get(file ?? "")).text()).toContain(title);
  await expectAccessible();
  await link.click();
  await expect(page.getByRole("dialog", { name: `Ticket #${ticket.number}` })).toBeVisible();
});

test("cells of the heat map and bars open exactly the tickets they count, by keyboard too", async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs("ops_manager");
  // Days that are over: nobody closes anything in them while this looks.
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const greeting = greetingOf(page);
  await page.goto(`/closures?from=${day(20)}&to=${day(2)}`);
  await greeting;
  const counted = (label: string | null) =>
    Number(/: ([\d,]+) closed/.exec(label ?? "")?.[1]?.replace(",", ""));
  const panel = page.getByRole("dialog", { name: /^Closed / });
  for (const chart of [
    page.getByRole("table", { name: "Tickets closed by weekday and hour" }),
    page.getByRole("list", { name: "Tickets closed by day" }),
  ]) {
    const mark = chart.getByRole("button", { disabled: false, name: /: [1-9]\d* closed/ }).first();
    const count = counted(await mark.getAttribute("aria-label"));
    await mark.press("Enter");
    await expect(panel.getByText(`${count} closed`, { exact: true })).toBeVisible();
    await expect(panel.getByRole("list", { name: "Closed tickets" }).getByRole("listitem")).toHaveCount(
      count,
    );
    await expect(page).toHaveURL(/tickets=/);
    await expectAccessible();
    await page.keyboard.press("Escape");
    await expect(panel).toBeHidden();
    await expect(mark).toBeFocused();
  }
});
