import type { Browser, Locator, Page } from "@playwright/test";
import {
  accountOf,
  createTicket,
  type DemoRole,
  expect,
  greetingOf,
  headers,
  patient,
  signIn,
  test,
} from "./fixtures";

let admin: Page;
let manager: Page;

test.beforeAll(async ({ browser }) => {
  admin = await openAs(browser, "admin");
  manager = await openAs(browser, "ops_manager");
});

test.afterAll(async () => {
  await admin.context().close();
  await manager.context().close();
});

test("a change shows in a colleague's list and open drawer without a reload", async () => {
  const { number, id } = await createTicket(admin, "Both of us look at this ticket");
  const listens = greetingOf(admin);
  await admin.goto(`/tickets?number=${number}`);
  const row = admin.getByRole("row").filter({ hasText: String(number) });
  await expect(row).toContainText("Medium");
  await listens;
  const drawer = await openDrawer(manager, number);
  await expect(drawer.getByRole("button", { name: /^Priority: Medium/ })).toBeVisible();

  await patch(manager, id, { priority: "CRITICAL", title: "Both of us look at this very ticket" });
  await expect(drawer.getByRole("button", { name: /^Priority: Critical/ })).toBeVisible();
  await expect(row).toContainText("Critical");
  await expect(row).toContainText("very ticket");
  await patch(admin, id, { tags: ["seen-live"] });
  await expect(drawer.getByText("seen-live")).toBeVisible();
});

test("colleagues at the same ticket see each other, who is writing, and the answer", async () => {
  const { number } = await createTicket(admin, "Two people answer the same question");
  const theirs = await openDrawer(admin, number);
  const mine = await openDrawer(manager, number);
  await expect(theirs.getByLabel(present("ops_manager"))).toBeVisible();
  await expect(mine.getByLabel(present("admin"))).toBeVisible();

  await admin.keyboard.press("r");
  await admin.keyboard.type("I know this one, it is the antenna.");
  await manager.keyboard.press("r");
  const writing = `${accountOf("admin").name} is writing a reply.`;
  await expect(mine.getByText(writing)).toBeVisible();

  await admin.keyboard.press("Control+Enter");
  await expect(
    mine.getByText(`${accountOf("admin").name} replied since you opened this ticket.`),
  ).toBeVisible();
  await expect(mine.getByText(writing)).toBeHidden();
  await mine.getByRole("button", { name: "Read it" }).click();
  await expect(mine.getByRole("article").last()).toContainText("it is the antenna");

  await admin.goto("/tickets");
  await expect(mine.getByLabel(present("admin"))).toBeHidden();
});

test("tickets of others wait behind a pill until they are asked for", async () => {
  const word = `Pill${Date.now()}`;
  await createTicket(admin, `${word} is the first of three`);
  const listens = greetingOf(manager);
  await manager.goto(`/tickets?search=${word}`);
  const rows = manager.locator("[data-row-link]");
  await expect(rows).toHaveCount(1);
  await listens;
  await createTicket(admin, `${word} is the second of three`);
  await createTicket(admin, `${word} is the third of three`);
  const pill = manager.getByRole("button", { name: "2 new" });
  await expect(pill).toBeVisible();
  await expect(rows).toHaveCount(1);
  await pill.click();
  await expect(rows).toHaveCount(3);
  await expect(pill).toBeHidden();
});

test("without a network the page says so, keeps what it shows, and catches up", async () => {
  const { number, id } = await createTicket(admin, "Changed while the network was away");
  const drawer = await openDrawer(manager, number);
  const banner = manager.getByText("You are offline.").first();
  await manager.context().setOffline(true);
  await expect(banner).toBeVisible();
  await patch(admin, id, { title: "Changed, and told after the network came back" });
  await expect(drawer.getByRole("heading", { name: /while the network was away/ })).toBeVisible();
  await manager.context().setOffline(false);
  await expect(banner).toBeHidden();
  await expect(drawer.getByRole("heading", { name: /told after the network came back/ })).toBeVisible({
    timeout: 30_000,
  });
});

test("signing out in one tab leads the other one to the sign-in page and back", async ({ browser }) => {
  const page = await openAs(browser, "regional_manager");
  const other = patient(await page.context().newPage());
  await page.goto("/tickets");
  await expect(page.getByRole("grid")).toBeVisible();
  await other.goto("/settings/profile");
  await other.getByRole("button", { name: /your account/ }).click();
  await other.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(other).toHaveURL(/\/sign-in/);
  // The live connection tells the page, or its next request does, whichever comes first.
  const sortByTitle = page
    .getByRole("columnheader", { name: "Title" })
    .getByRole("button", { name: "Title" });
  await sortByTitle.click({ timeout: 3_000 }).catch(() => undefined);
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await page.context().close();
});

async function openAs(browser: Browser, role: DemoRole): Promise<Page> {
  const context = await browser.newContext();
  await signIn(context.request, role);
  return patient(await context.newPage());
}

async function openDrawer(page: Page, number: number): Promise<Locator> {
  const listens = greetingOf(page);
  await page.goto(`/tickets/${number}`);
  const drawer = page.getByRole("dialog", { name: `Ticket #${number}` });
  await expect(drawer.getByRole("tab", { name: "Overview" })).toBeVisible();
  await listens;
  return drawer;
}

async function patch(page: Page, id: string, data: Record<string, unknown>): Promise<void> {
  expect((await page.request.patch(`/api/v1/tickets/${id}`, { headers, data })).ok()).toBe(true);
}

function present(role: DemoRole): RegExp {
  return new RegExp(`looking at this ticket: .*${accountOf(role).name}`);
}
