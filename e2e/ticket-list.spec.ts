import type { Locator, Page } from "@playwright/test";
import { createTicket, expect, greetingOf, headers, patient, signIn, test } from "./fixtures";

const reason = "Written by the test of the ticket list.";

test("the list is worked by keyboard alone", async ({ page, signInAs, expectAccessible }) => {
  await signInAs("ops_manager");
  await page.goto("/tickets?status=OPEN,IN_PROGRESS");
  const rows = await rowsOf(page);
  await expect(rows.first()).toBeVisible();
  await expectAccessible();

  await press(page, "j", "j", "k");
  const second = rows.nth(1);
  await expect(page.getByRole("grid")).toHaveAttribute(
    "aria-activedescendant",
    (await second.getAttribute("id")) ?? "",
  );

  const number = await numberOf(second);
  await press(page, "Enter");
  await expect(page).toHaveURL(new RegExp(`/tickets/${number}\\?status=OPEN,IN_PROGRESS$`));
  await expect(page.getByRole("dialog", { name: `Ticket #${number}` })).toBeVisible();
  const next = await numberOf(rows.nth(2));
  await press(page, "j");
  await expect(page).toHaveURL(new RegExp(`/tickets/${next}\\?`));
  await press(page, "Escape");
  await expect(page).toHaveURL(/\/tickets\?status=OPEN,IN_PROGRESS$/);

  await press(page, "?");
  await expect(page.getByRole("dialog").getByText("Change status")).toBeVisible();
  await press(page, "Escape");
  await press(page, "/");
  await expect(page.getByRole("searchbox", { name: "Search tickets" })).toBeFocused();
});

test("status and priority change in place, and come back when they are refused", async ({
  page,
  signInAs,
}) => {
  await signInAs("admin");
  const { number, id } = await createTicket(page, "Priority is changed from the list");
  await page.goto(`/tickets?number=${number}`);
  const row = (await rowsOf(page)).first();
  await expect(row).toContainText("Medium");

  await press(page, "p");
  await page.getByRole("option", { name: "Critical" }).click();
  await expect(row).toContainText("Critical");
  await press(page, "s");
  await page.getByRole("option", { name: "In progress" }).click();
  await expect(row).toContainText("In progress");
  await expect
    .poll(async () => (await (await page.request.get(`/api/v1/tickets/${id}`)).json()).data)
    .toMatchObject({ priority: "CRITICAL", status: "IN_PROGRESS" });

  await page.route(`**/api/v1/tickets/${id}`, (route) =>
    route.request().method() === "PATCH" ? route.abort() : route.continue(),
  );
  await press(page, "p");
  await page.getByRole("option", { name: "Low" }).click();
  await expect(page.getByText(/The priority of ticket \d+ was not changed/)).toBeVisible();
  await expect(row).toContainText("Critical");
});

test("the address is the list: back, reload and a pasted link", async ({ page, context, signInAs }) => {
  await signInAs("admin");
  await page.goto("/tickets");
  const total = await totalOf(page);
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("option", { name: "Status", exact: true }).click();
  // A status that no other test moves tickets into.
  await page.getByRole("option", { name: "Awaiting franchise" }).click();
  await press(page, "Escape");
  await expect(page).toHaveURL(/\/tickets\?status=AWAITING_FRANCHISE$/);
  await expect(page.getByText("status is", { exact: true })).toBeVisible();
  await expect.poll(() => totalOf(page)).not.toBe(total);
  const filtered = await totalOf(page);

  const sorted = page.waitForResponse(/\/api\/v1\/tickets\?.*sort=title/);
  await page.getByRole("columnheader", { name: "Title" }).getByRole("button", { name: "Title" }).click();
  await expect(page).toHaveURL(/status=AWAITING_FRANCHISE&sort=title/);
  const first = String((await (await sorted).json()).data[0].number);
  await expect.poll(async () => numberOf((await rowsOf(page)).first())).toBe(first);
  await page.reload();
  expect(await totalOf(page)).toBe(filtered);
  expect(await numberOf((await rowsOf(page)).first())).toBe(first);

  const pasted = patient(await context.newPage());
  await pasted.goto(page.url());
  expect(await totalOf(pasted)).toBe(filtered);
  expect(await numberOf((await rowsOf(pasted)).first())).toBe(first);
  await pasted.close();

  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(/\/tickets$/);
  // At least the total of before: other tests create tickets meanwhile, none takes one away.
  const count = (text: string) => Number(text.replace(/\D/g, ""));
  await expect.poll(async () => count(await totalOf(page))).toBeGreaterThanOrEqual(count(total));
});

test("a filter that finds nothing says so and can be cleared", async ({ page, signInAs }) => {
  await signInAs("admin");
  await page.goto("/tickets?search=zzzyqx");
  await expect(page.getByRole("heading", { name: "No ticket matches" })).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/\/tickets$/);
  await expect((await rowsOf(page)).first()).toBeVisible();
});

test("many tickets are tagged at once, reported one by one, and put back", async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs("admin");
  const word = `Bulk${Date.now()}`;
  for (const part of ["first", "second", "third"])
    await createTicket(page, `${word} ticket, the ${part} of three`);
  await page.goto(`/tickets?search=${word}`);
  const rows = await rowsOf(page);
  await expect(rows).toHaveCount(3);
  await press(page, "x", "j", "x");
  await expect(page.getByText("2 selected")).toBeVisible();
  await page.getByRole("button", { name: "Select all 3" }).click();
  await expect(page.getByText("3 selected")).toBeVisible();
  await expectAccessible();

  await page.getByRole("button", { name: "Tags" }).click();
  const dialog = page.getByRole("dialog", { name: "Change tags of 3 tickets" });
  await dialog.getByRole("combobox", { name: "Add" }).click();
  await page.getByRole("combobox", { name: "Tags to add" }).fill("checked-by-bulk");
  await page.getByRole("option", { name: "checked-by-bulk" }).click();
  await press(page, "Escape");
  await expect(dialog.getByText("3 tickets will change.")).toBeVisible();
  const submit = dialog.getByRole("button", { name: "Change tags of 3 tickets" });
  await expect(submit).toBeDisabled();
  await dialog.getByRole("textbox", { name: /Reason/ }).fill(reason);
  await expectAccessible();
  await submit.click();

  const result = page.getByRole("dialog", { name: "Result" });
  await expect(result.getByText("Tags of 3 tickets changed")).toBeVisible();
  await expect(result.getByText("Changed", { exact: true })).toHaveCount(3);
  await expectAccessible();
  await expect.poll(() => tagsFound(page, word)).toBe(3);

  await result.getByRole("button", { name: "Undo" }).click();
  const undo = page.getByRole("alertdialog");
  await undo.getByRole("textbox", { name: /Reason/ }).fill(reason);
  await undo.getByRole("button", { name: "Put tickets back" }).click();
  await expect(result.getByText("3 tickets put back")).toBeVisible();
  expect(await tagsFound(page, word)).toBe(0);
});

test("a colleague's new ticket waits behind a pill, a changed one changes in place", async ({
  page,
  browser,
  signInAs,
}) => {
  await signInAs("admin");
  const word = `Live${Date.now()}`;
  const { id } = await createTicket(page, `${word} ticket that is already there`);
  // Another person, for one's own new ticket appears at once.
  const other = await browser.newContext();
  const watcher = patient(await other.newPage());
  const listens = greetingOf(watcher);
  await signIn(other.request, "ops_manager");
  await watcher.goto(`/tickets?search=${word}`);
  const rows = await rowsOf(watcher);
  await expect(rows).toHaveCount(1);
  await listens;

  await createTicket(page, `${word} ticket that arrives later`);
  await expect(watcher.getByRole("button", { name: "1 new" })).toBeVisible();
  await expect(rows).toHaveCount(1);
  await page.request.patch(`/api/v1/tickets/${id}`, { headers, data: { priority: "CRITICAL" } });
  await expect(rows.first()).toContainText("Critical");
  await watcher.getByRole("button", { name: "1 new" }).click();
  await expect(rows).toHaveCount(2);
  await other.close();
});

test("a view is saved, found in the rail, changed and deleted", async ({ page, signInAs }) => {
  await signInAs("ops_manager");
  const name = `Critical ones ${Date.now()}`;
  await page.goto("/tickets?priority=CRITICAL");
  await page.getByRole("button", { name: "Save view" }).click();
  const dialog = page.getByRole("dialog", { name: "Save view" });
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  const link = page.getByRole("link", { name: new RegExp(name) });
  await expect(link).toHaveAttribute("aria-current", "page");

  await page.getByRole("button", { name: /Remove filter priority/ }).click();
  await page.getByRole("button", { name: "View changed" }).click();
  await page.getByRole("menuitem", { name: "Undo changes" }).click();
  await expect(page).toHaveURL(/priority=CRITICAL&view=/);

  await page.getByRole("button", { name: "View options" }).click();
  await page.getByRole("menuitem", { name: "Delete view" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete view" }).click();
  await expect(link).toHaveCount(0);
  await expect(page).toHaveURL(/\/tickets\?priority=CRITICAL$/);
});

test("requesters see their own tickets without the desk's columns", async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs("shipper");
  await page.goto("/tickets");
  await expect(page.getByRole("heading", { name: "My tickets", level: 1 })).toBeVisible();
  for (const name of ["Owner", "SLA"]) await expect(page.getByRole("columnheader", { name })).toHaveCount(0);
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await expectAccessible();
});

test("a phone shows cards", async ({ page, signInAs, expectAccessible }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs("ops_agent");
  await page.goto("/my-work");
  await expect(page).toHaveURL(/my_work=true/);
  await expect(page.getByRole("heading", { name: "My work", level: 1 })).toBeVisible();
  await expect((await rowsOf(page)).first()).toBeVisible();
  await expect(page.getByRole("columnheader")).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectAccessible();
});

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

async function rowsOf(page: Page): Promise<Locator> {
  await expect(page.getByRole("grid", { name: "tickets" })).toBeVisible();
  return page.getByRole("row").filter({ has: page.locator("[data-row-link]") });
}

async function numberOf(row: Locator): Promise<string> {
  const href = await row.locator("[data-row-link]").getAttribute("href");
  return href?.match(/\/tickets\/(\d+)/)?.[1] ?? "";
}

async function totalOf(page: Page): Promise<string> {
  return (
    (await page
      .getByText(/^[\d,]+ tickets?$/)
      .first()
      .textContent()) ?? ""
  );
}

async function tagsFound(page: Page, word: string): Promise<number> {
  const response = await page.request.get(`/api/v1/tickets?search=${word}&tags=checked-by-bulk`);
  return (await response.json()).pagination.total;
}
