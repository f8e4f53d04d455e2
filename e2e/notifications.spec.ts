import type { Page } from "@playwright/test";
import { accountOf, createTicket, expect, greetingOf, headers, patient, signIn, test } from "./fixtures";

type Person = { id: string; email: string };

async function idOf(page: Page, email: string): Promise<string> {
  const response = await page.request.get("/api/v1/users?limit=500");
  const { data } = (await response.json()) as { data: Person[] };
  const person = data.find((candidate) => candidate.email === email);
  if (!person) throw new Error(`No account ${email}`);
  return person.id;
}

test("an assignment counts live in the new owner's bell, opens the ticket and is read", async ({
  page,
  browser,
  signInAs,
  expectAccessible,
}) => {
  test.setTimeout(120_000);
  await signInAs("ops_agent");
  await page.request.post("/api/v1/notifications/read", { headers, data: { all: true } });
  const greeted = greetingOf(page);
  await page.goto("/tickets");
  await greeted;
  const bell = page.getByRole("button", { name: /^Notifications/ });
  await expect(bell).toBeVisible();

  const context = await browser.newContext();
  const manager = patient(await context.newPage());
  await signIn(manager.request, "ops_manager");
  const title = `The bell of the new owner ${Date.now()}`;
  const ticket = await createTicket(manager, title);
  const owner_id = await idOf(manager, accountOf("ops_agent").email);
  const assigned = await manager.request.post(`/api/v1/tickets/${ticket.id}/assign`, {
    headers,
    data: { owner_role: "ops_agent", owner_id },
  });
  expect(assigned.status()).toBe(200);

  await expect(bell).toHaveAccessibleName(/^Notifications, \d+ unread$/, { timeout: 45_000 });
  await bell.click();
  const panel = page.getByRole("dialog", { name: "Notifications" });
  const entry = panel.getByRole("link").filter({ hasText: title });
  await expect(entry).toContainText(`${accountOf("ops_manager").name} assigned this ticket to you.`);
  await expect(entry).toContainText("1 unread");
  await expectAccessible();
  await entry.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/tickets/${ticket.number}$`));
  await expect(page.getByRole("heading", { name: title }).first()).toBeVisible();
  await expect(panel).toBeHidden();
  await expect
    .poll(async () => (await notificationsOf(page, ticket.number)).every((row) => row.read_at), {
      timeout: 30_000,
    })
    .toBe(true);
  // The manager did it, so their own bell says nothing of it.
  expect(await notificationsOf(manager, ticket.number)).toEqual([]);
  await context.close();
});

test("the page of all notifications marks them as read, and the settings keep a choice", async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs("hq_support");
  await page.goto("/notifications");
  await expect(page.getByRole("heading", { name: "Notifications", level: 1 })).toBeVisible();
  await expectAccessible();
  await page.goto("/settings/notifications");
  const choice = page.getByRole("checkbox", { name: /^Status by E-mail/ });
  await expect(choice).not.toBeChecked();
  const saved = page.waitForResponse((response) => response.url().endsWith("/notifications/preferences"));
  await choice.check();
  expect((await saved).status()).toBe(200);
  await expectAccessible();
  await page.reload();
  await expect(choice).toBeChecked();
  await page.getByRole("button", { name: "Back to the defaults" }).click();
  await expect(choice).not.toBeChecked();
});

test("an admin reads what was mailed; others may not", async ({ page, signInAs, expectAccessible }) => {
  test.setTimeout(120_000);
  await signInAs("admin");
  const ticket = await createTicket(page, `A mail for the page of mail ${Date.now()}`);
  const owner_id = await idOf(page, accountOf("ops_agent").email);
  await page.request.post(`/api/v1/tickets/${ticket.id}/assign`, {
    headers,
    data: { owner_role: "ops_agent", owner_id },
  });
  await expect
    .poll(
      async () =>
        (await (await page.request.get(`/api/v1/mails?search=${ticket.number}`)).json()).pagination.total,
      {
        timeout: 45_000,
      },
    )
    .toBeGreaterThan(0);
  await page.goto("/settings/mail");
  await page.getByRole("button", { name: new RegExp(`^\\[#${ticket.number}\\]`) }).click();
  const sheet = page.getByRole("dialog", { name: new RegExp(`^\\[#${ticket.number}\\]`) });
  const letter = sheet.frameLocator("iframe");
  await expect(letter.getByText("assigned this ticket to you.")).toBeVisible();
  await sheet.getByRole("tab", { name: "Text" }).click();
  await expect(sheet.getByText(`/tickets/${ticket.number}`)).toBeVisible();
  await expectAccessible();
  await signInAs("ops_agent");
  await page.goto("/settings/mail");
  await expect(page.getByText("Your role may not see what was e-mailed")).toBeVisible();
});

async function notificationsOf(page: Page, ticketNumber: number): Promise<{ read_at: string | null }[]> {
  const response = await page.request.get("/api/v1/notifications?limit=200");
  const { data } = (await response.json()) as { data: { ticket_number: number; read_at: string | null }[] };
  return data.filter((row) => row.ticket_number === ticketNumber);
}
