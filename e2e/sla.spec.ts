import { createTicket, expect, headers, test } from "./fixtures";

test("a calendar and a team's policy are made, tried on the past, saved and removed", async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs("admin");
  const calendar = `Office ${Date.now()}`;
  await page.goto("/settings/sla/calendars");
  await expectAccessible();
  await page.getByRole("button", { name: "Add calendar" }).click();
  const hours = page.getByRole("dialog", { name: "New calendar" });
  await hours.getByRole("textbox", { name: "Name", exact: true }).fill(calendar);
  await hours.getByRole("textbox", { name: "Monday, closes (1)" }).fill("8");
  await hours.getByRole("button", { name: "Add calendar" }).click();
  await expect(hours.getByRole("alert")).toContainText("Monday: 09:00 to 08:00 ends before it begins");
  await hours.getByRole("textbox", { name: "Monday, closes (1)" }).fill("17:30");
  await hours.getByRole("button", { name: "Same hours Monday to Friday" }).click();
  await expect(hours.getByText("42 h 30 min a week")).toBeVisible();
  await hours.getByRole("button", { name: "Add holiday" }).click();
  await hours.getByLabel("Date of holiday 1").fill("2031-05-01");
  await hours.getByRole("textbox", { name: "Name of holiday 1" }).fill("Labour Day");
  await expectAccessible();
  await hours.getByRole("button", { name: "Add calendar" }).click();
  await expect(page.getByRole("heading", { name: calendar })).toBeVisible();

  await page.getByRole("navigation", { name: "SLA" }).getByRole("link", { name: "Policies" }).click();
  await expect(page.getByRole("heading", { name: "Every team" })).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: "Add team policy" }).click();
  const policy = page.getByRole("dialog", { name: "New team policy" });
  await policy.getByRole("combobox", { name: "Priority" }).click();
  await page.getByRole("option", { name: "Low" }).click();
  await policy.getByRole("combobox", { name: "Team" }).click();
  await page.getByRole("option", { name: "CEO on call queue" }).click();
  const resolution = policy.getByRole("group", { name: "Resolution" });
  await resolution.getByRole("textbox").fill("6");
  await resolution.getByRole("combobox", { name: "Time counts" }).click();
  await page.getByRole("option", { name: calendar }).click();
  await expectAccessible();
  await policy.getByRole("button", { name: "Add policy" }).click();
  const row = page.getByRole("region", { name: "CEO on call queue", exact: true }).getByRole("row").last();
  await expect(row).toContainText(calendar);

  await row.getByRole("button", { name: "Edit the policy for Low, CEO on call queue" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Try on the past" }).click();
  await expect(page).toHaveURL("/settings/sla/replay");
  await expect(page.getByRole("region", { name: "Draft" })).toContainText("CEO on call queue");
  await page.getByRole("button", { name: "Try it" }).click();
  const result = page.getByRole("region", { name: "Result" });
  await expect(result.getByRole("heading")).toContainText("replayed");
  await expectAccessible();
  await result.getByRole("link", { name: /Late as it was, resolution: show the tickets/ }).click();
  await expect(page.getByText("resolution, late as it was")).toBeVisible();
  await expect(page.getByRole("row").nth(1)).toBeVisible();

  await page.goto("/settings/sla");
  await row.getByRole("button", { name: "Remove the policy for Low, CEO on call queue" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove policy" }).click();
  await expect(page.getByRole("alertdialog")).toBeHidden();
  await expect(page.getByRole("region", { name: "CEO on call queue", exact: true })).toHaveCount(0);
  await page.goto("/settings/sla/calendars");
  await page.getByRole("button", { name: `Delete ${calendar}` }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete calendar" }).click();
  await expect(page.getByRole("alertdialog")).toBeHidden();
  await expect(page.getByRole("heading", { name: calendar })).toHaveCount(0);
});

test("a ticket explains its clocks, and a pause shows everywhere", async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs("admin");
  const { number, id } = await createTicket(page, "Clocks that rest while the shipper is asked");
  for (const status of ["IN_PROGRESS", "AWAITING_SHIPPER"]) {
    const moved = await page.request.post(`/api/v1/tickets/${id}/transition`, { headers, data: { status } });
    expect(moved.ok()).toBe(true);
  }
  await page.goto(`/tickets/${number}`);
  const drawer = page.getByRole("dialog", { name: `Ticket #${number}` });
  await expect(drawer.getByRole("button", { name: /Resolution paused/ })).toBeVisible();
  const sla = drawer.getByRole("region", { name: "SLA" });
  await sla.getByText("Explain minute by minute").last().click();
  const table = sla.getByRole("table", { name: "What the clock for the resolution counted" });
  await expect(table.getByRole("row").filter({ hasText: "Counted" }).first()).toBeVisible();
  await expect(table.getByRole("row").filter({ hasText: "Paused" }).first()).toBeVisible();
  await expectAccessible();
  await page.goto(`/tickets?sla_status=paused&number=${number}`);
  await expect(page.getByRole("row").filter({ hasText: String(number) })).toContainText("Paused,");
});
