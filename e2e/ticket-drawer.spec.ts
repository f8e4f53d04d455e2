import type { Locator, Page } from "@playwright/test";
import { accountOf, createTicket, expect, headers, patient, signIn, test } from "./fixtures";

const reason = "Written by the test of the ticket drawer.";

test("one ticket from creation to closing by keyboard alone", async ({ page, signInAs }) => {
  test.slow();
  await signInAs("admin");
  await openList(page);
  const number = await createByKeyboard(page, "Gate scanner rejects every second badge");
  await openByPalette(page, number);
  const drawer = drawerOf(page, number);

  await page.keyboard.press("a");
  const assign = page.getByRole("dialog", { name: "Assign" });
  await expect(assign.getByRole("radio").first()).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await sendWords(page, assign, reason);
  await expect(drawer.getByRole("button", { name: /^Owner:/ })).not.toContainText("queue");

  await page.keyboard.press("r");
  await expect(drawer.locator("[contenteditable=true]")).toBeFocused();
  await page.keyboard.type("We are looking at the scanner now.");
  await page.keyboard.press("Control+Enter");
  await expect(drawer.getByRole("article")).toContainText(["opened", "We are looking at the scanner now."]);
  await page.keyboard.press("Escape");

  await page.keyboard.press("e");
  await sendWords(page, page.getByRole("dialog", { name: "Escalate" }), reason);
  await expectStatus(drawer, "Escalated");

  await pickStatus(page, "Resolved");
  await sendWords(
    page,
    page.getByRole("dialog", { name: "Resolve" }),
    "The scanner got a new antenna cable.",
  );
  await expectStatus(drawer, "Resolved");

  await pickStatus(page, "Reopened");
  await sendWords(page, page.getByRole("dialog", { name: "Reopen" }), reason);
  await expectStatus(drawer, "Reopened");

  await pickStatus(page, "Resolved");
  await sendWords(page, page.getByRole("dialog", { name: "Resolve" }), "");
  await expectStatus(drawer, "Resolved");
  await pickStatus(page, "Closed");
  await sendWords(page, page.getByRole("dialog", { name: "Close for good" }), "");
  await expectStatus(drawer, "Closed");
  await expect(drawer.getByText("This ticket is closed for good")).toBeVisible();

  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/tickets$/);
});

test("opening and stepping keep the address, the title, the tab and the way back", async ({
  page,
  signInAs,
}) => {
  await signInAs("admin");
  const first = await createTicket(page, "Lower one of two tickets to step through");
  const second = await createTicket(page, "Upper one of two tickets to step through");
  await page.goto("/tickets?sort=number&order=desc&search=two+tickets+to+step+through");
  await expect(page.getByRole("row", { name: /Upper one/ }).first()).toBeVisible();
  // On its title: other cells have menus of their own.
  await page
    .getByRole("row", { name: /Upper one/ })
    .first()
    .locator("[data-row-link]")
    .click();
  const upper = drawerOf(page, second.number);
  const lower = drawerOf(page, first.number);
  await expect(upper.getByRole("heading", { name: /Upper one/ })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/tickets/${second.number}\\?.*search=`));
  await upper.getByRole("tab", { name: "Timeline" }).click();
  await page.keyboard.press("j");
  await expect(lower.getByRole("heading", { name: /Lower one/ })).toBeVisible();
  await expect(lower.getByRole("tab", { name: "Timeline" })).toHaveAttribute("aria-selected", "true");
  await expect(page).toHaveTitle(/Lower one/);
  await page.goBack();
  await expect(upper.getByRole("heading", { name: /Upper one/ })).toBeVisible();
  await page.keyboard.press("j");
  await page.reload();
  await expect(lower.getByRole("heading", { name: /Lower one/ })).toBeVisible();
  await expect(page).toHaveTitle(/Lower one/);
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/tickets\?.*search=/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("drafts survive a reload, and a refused reply comes back to the composer", async ({
  page,
  signInAs,
}) => {
  await signInAs("admin");
  const { number } = await createTicket(page, "Draft of a reply must not be lost");
  await page.goto(`/tickets/${number}`);
  const drawer = drawerOf(page, number);
  await drawer.getByRole("button", { name: "Reply R" }).click();
  const field = drawer.getByRole("textbox", { name: "Reply" });
  await field.pressSequentially("Half an answer");
  await page.reload();
  await expect(field).toContainText("Half an answer");

  await page.route("**/messages", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await field.press("Control+Enter");
  await expect(page.getByText("The reply was not sent")).toBeVisible();
  await expect(field).toContainText("Half an answer");
  await expect(drawer.getByRole("article")).toHaveCount(1);

  await page.unroute("**/messages");
  await field.press("Control+Enter");
  await expect(drawer.getByRole("article")).toContainText(["opened", "Half an answer"]);
  await expect(field).toBeEmpty();
});

test("a colleague's change of the title is shown beside one's own", async ({ page, signInAs }) => {
  await signInAs("admin");
  const { number, id } = await createTicket(page, "Title that two people change");
  await page.goto(`/tickets/${number}`);
  const drawer = drawerOf(page, number);
  await drawer.getByRole("button", { name: /edit title/ }).click();
  const field = drawer.getByRole("textbox", { name: "Title" });
  await field.fill("Title as I would have it");
  await page.request.patch(`/api/v1/tickets/${id}`, {
    headers,
    data: { title: "Title as a colleague wrote it" },
  });
  await field.press("Enter");
  await expect(drawer.getByText("Someone changed this while you were editing")).toBeVisible();
  await expect(drawer.getByText("Title as a colleague wrote it")).toBeVisible();
  await drawer.getByRole("button", { name: "Keep mine" }).click();
  await expect(drawer.getByRole("heading", { name: /Title as I would have it/ })).toBeVisible();
});

test("the drawer and its dialogs are accessible", async ({ page, signInAs, expectAccessible }) => {
  test.slow();
  await signInAs("ops_manager");
  const { number } = await createTicket(page, "Everything of this drawer is read by axe");
  await page.goto(`/tickets/${number}`);
  const drawer = drawerOf(page, number);
  await expect(drawer.getByRole("heading", { name: /read by axe/ })).toBeVisible();
  await expectAccessible();
  for (const tab of ["Timeline", "Audit"]) {
    await drawer.getByRole("tab", { name: tab }).click();
    await expect(drawer.getByRole("tabpanel", { name: tab })).toBeVisible();
    await expectAccessible();
  }
  await page.keyboard.press("n");
  await expect(drawer.getByRole("textbox", { name: "Internal note" })).toBeFocused();
  await expectAccessible();
  await page.keyboard.press("Escape");
  for (const [key, name] of [
    ["a", "Assign"],
    ["e", "Escalate"],
    ["c", "New ticket"],
  ] as const) {
    await page.keyboard.press(key);
    const dialog = page.getByRole("dialog", { name });
    await expect(dialog).toBeVisible();
    await expectAccessible();
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  }
});

test("a sensitive ticket opens with a reason only", async ({ page, signInAs, expectAccessible }) => {
  await signInAs("admin");
  const title = `Complaint that names colleague ${Date.now()}`;
  const { number } = await createTicket(page, title, { is_sensitive: true });
  await signInAs("ops_manager");
  await page.goto(`/tickets/${number}`);
  const drawer = drawerOf(page, number);
  await expect(drawer.getByRole("heading", { name: `Ticket #${number} is sensitive` })).toBeVisible();
  await expect(page.getByText(title)).toHaveCount(0);
  await expectAccessible();
  const open = drawer.getByRole("button", { name: "Open the ticket" });
  await expect(open).toBeDisabled();
  await drawer.getByRole("textbox").fill(reason);
  await open.click();
  await expect(drawer.getByRole("heading", { name: new RegExp(title) })).toBeVisible();
  await drawer.getByRole("tab", { name: "Audit" }).click();
  await expect(drawer.getByText("opened this sensitive ticket")).toBeVisible();
});

test("requesters see the conversation and nothing of the desk", async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs("shipper");
  const { number, id } = await createTicket(page, "Where is my delivery of this morning");
  await signInAs("admin");
  await addMessage(page, id, "It stands at gate two.", false);
  await addMessage(page, id, "The driver overslept.", true);
  await signInAs("shipper");
  await page.goto(`/tickets/${number}`);
  const drawer = drawerOf(page, number);
  await expect(drawer.getByRole("article")).toContainText(["opened", "It stands at gate two."]);
  await expect(page.getByText("overslept")).toHaveCount(0);
  await expect(drawer.getByRole("tab")).toHaveCount(0);
  await expectAccessible();
  await page.keyboard.press("r");
  await expect(drawer.locator("[contenteditable=true]")).toBeFocused();
  await page.keyboard.type("Thank you, we are waiting there.");
  await page.keyboard.press("Control+Enter");
  await expect(drawer.getByRole("article").last()).toContainText("we are waiting there");
});

test("two people on one ticket see each other", async ({ page, browser, signInAs }) => {
  await signInAs("admin");
  const { number } = await createTicket(page, "Two people look at this at once");
  await page.goto(`/tickets/${number}`);
  const mine = drawerOf(page, number);
  const other = patient(await (await browser.newContext()).newPage());
  await signIn(other.request, "ops_manager");
  await other.goto(`/tickets/${number}`);
  const theirs = drawerOf(other, number);

  const name = accountOf("ops_manager").name;
  await expect(mine.getByRole("img", { name: `Also looking at this ticket: ${name}` })).toBeVisible();
  await theirs.getByRole("button", { name: "Reply R" }).click();
  await expect(theirs.locator("[contenteditable=true]")).toBeFocused();
  await other.keyboard.type("I answer this one.");
  await expect(mine.getByText(`${name} is writing a reply.`)).toBeVisible();
  await other.keyboard.press("Control+Enter");
  await expect(mine.getByText(`${name} replied since you opened this ticket.`)).toBeVisible();
  await mine.getByRole("button", { name: "Read it" }).click();
  await expect(mine.getByRole("article").last()).toContainText("I answer this one.");
  await other.context().close();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("the drawer fills the screen and keeps the focus", async ({ page, signInAs, expectAccessible }) => {
    await signInAs("ops_manager");
    const { number } = await createTicket(page, "Seen on a telephone at the gate");
    await page.goto(`/tickets/${number}`);
    const drawer = drawerOf(page, number);
    await expect(drawer.getByRole("heading", { name: /Seen on a telephone/ })).toBeVisible();
    await expect.poll(() => drawer.boundingBox()).toMatchObject({ x: 0, width: 390, height: 844 });
    await expectAccessible();
    for (let presses = 0; presses < 40; presses += 1) await page.keyboard.press("Tab");
    expect(await drawer.evaluate((panel) => panel.contains(document.activeElement))).toBe(true);
  });
});

async function openList(page: Page): Promise<void> {
  await page.goto("/tickets");
  await expect(page.getByRole("grid")).toBeVisible();
  await expect(page.locator("[data-index]").first()).toBeVisible();
}

function drawerOf(page: Page, number: number): Locator {
  return page.getByRole("dialog", { name: `Ticket #${number}` });
}

async function createByKeyboard(page: Page, title: string): Promise<number> {
  const dialog = page.getByRole("dialog", { name: "New ticket" });
  const unique = `${title} ${Date.now()}`;
  await page.keyboard.press("c");
  await expect(dialog.getByRole("textbox", { name: "Title" })).toBeFocused();
  await page.keyboard.type(unique);
  await page.keyboard.press("Tab");
  await page.keyboard.type("Since this morning the badge reader refuses every second person.");
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toBeHidden();
  // The message that says the number goes by itself; the desk remembers it.
  const found = await page.request.get(`/api/v1/tickets?search=${encodeURIComponent(unique)}`);
  return (await found.json()).data[0].number;
}

async function openByPalette(page: Page, number: number): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Search and run anything" })).toBeFocused();
  await page.keyboard.type(String(number));
  await expect(page.getByRole("option", { name: new RegExp(`\\b${number}\\b`) }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(drawerOf(page, number).getByRole("tab", { name: "Overview" })).toBeVisible();
}

/** Types into whatever has the focus; an empty text leaves what the dialog brought along. */
async function sendWords(page: Page, dialog: Locator, words: string): Promise<void> {
  await expect(dialog).toBeVisible();
  if (words) {
    await expect(dialog.getByRole("textbox")).toBeFocused();
    await page.keyboard.press("Control+a");
    await page.keyboard.type(words);
  }
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toBeHidden();
}

async function pickStatus(page: Page, name: string): Promise<void> {
  await expect(page.getByRole("menu")).toBeHidden();
  await page.keyboard.press("s");
  await expect(page.getByRole("menu")).toBeVisible();
  // Letters typed too slowly begin a new word, so the item is reached without them.
  await page.getByRole("menuitem", { name: new RegExp(`^${name}`) }).press("Enter");
}

async function expectStatus(drawer: Locator, name: string): Promise<void> {
  await expect(drawer.getByRole("button", { name: `Status: ${name}. Change it` })).toBeVisible();
}

async function addMessage(page: Page, id: string, message: string, isNote: boolean): Promise<void> {
  const response = await page.request.post(`/api/v1/tickets/${id}/messages`, {
    headers,
    data: { message, is_internal_note: isNote },
  });
  expect(response.status()).toBe(201);
}
