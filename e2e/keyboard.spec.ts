import type { Page } from "@playwright/test";
import { createTicket, expect, test } from "./fixtures";

test("the focus stays with the list, the drawer and what opened a dialog", async ({ page, signInAs }) => {
  await signInAs("ops_manager");
  await openList(page);
  const grid = page.getByRole("grid", { name: "tickets" });
  const drawer = page.getByRole("dialog", { name: /^Ticket #/ });
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(drawer.getByRole("tab", { name: "Overview" })).toBeVisible();
  await expect(drawer).toBeFocused();

  await page.keyboard.press("p");
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(drawer.getByRole("button", { name: /^Priority:/ })).toBeFocused();
  const title = await drawer.getByRole("heading", { level: 2 }).first().textContent();
  await page.keyboard.press("j");
  await expect(drawer.getByRole("heading", { level: 2 }).first()).not.toHaveText(title ?? "");
  await expect(drawer).toBeFocused();

  await page.keyboard.press("a");
  await expect(page.getByRole("dialog", { name: "Assign" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(drawer).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/tickets$/);
  await expect(grid).toBeFocused();

  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("columnheader").getByRole("button", { name: "Number" })).toBeFocused();
});

test("the first key leads past the navigation", async ({ page, signInAs }) => {
  await signInAs("ops_agent");
  await openList(page);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("searchbox", { name: "Search tickets" })).toBeFocused();
});

test("wrong input keeps the dialog, names the field and takes the focus there", async ({
  page,
  signInAs,
}) => {
  await signInAs("ops_agent");
  await openList(page);
  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog", { name: "New ticket" });
  const title = dialog.getByRole("textbox", { name: "Title" });
  await expect(title).toBeFocused();
  await page.keyboard.type("short");
  await page.keyboard.press("Control+Enter");
  await expect(title).toHaveAttribute("aria-invalid", "true");
  await expect(title).toHaveAccessibleDescription(/At least 10 characters/);
  await expect(title).toBeFocused();

  await page.keyboard.type(" words become a title");
  await dialog
    .getByRole("textbox", { name: "Description" })
    .fill("Typed before the server had its bad minute.");
  await page.route("**/api/v1/tickets", (route) =>
    route.request().method() === "POST" ? route.fulfill({ status: 503, body: "" }) : route.continue(),
  );
  await page.keyboard.press("Control+Enter");
  await expect(dialog.getByRole("alert")).toContainText("What you typed is kept");
  await expect(dialog.getByRole("alert")).toBeInViewport();
  await page.keyboard.press("Escape");
  await page.reload();
  await openDialog(page);
  await expect(title).toHaveValue("short words become a title");
});

test("a part that does not arrive leaves the page as it is", async ({ page, signInAs }) => {
  await signInAs("ops_manager");
  await openList(page);
  await page.context().setOffline(true);
  const missing = page.waitForEvent("requestfailed", (request) => request.resourceType() === "script");
  await page.keyboard.press("p");
  await missing;
  await expect(page.getByText("You are offline.")).toBeVisible();
  await expect(page.locator("[data-row-link]").first()).toBeVisible();
  await page.context().setOffline(false);
  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { name: "Tickets", level: 1 })).toBeVisible();
});

test("an overlay that closes late takes the focus from nobody", async ({ page, signInAs }) => {
  // What a busy machine does now and then: a task that was due at once runs a while later.
  await page.addInitScript(() => {
    const inTime = window.setTimeout.bind(window);
    const late = (run: TimerHandler, delay?: number, ...rest: unknown[]) =>
      inTime(run, delay || 400, ...rest);
    Object.assign(window, { setTimeout: late });
  });
  await signInAs("ops_manager");
  const { number } = await createTicket(page, "The focus stays where the work goes on");
  await page.goto(`/tickets?number=${number}`);
  const row = page.getByRole("row").filter({ has: page.locator("[data-row-link]") });
  await page.keyboard.press("p");
  await page.getByRole("option", { name: "Critical" }).click();
  await expect(row).toContainText("Critical");
  await page.keyboard.press("s");
  await expect(page.getByRole("option", { name: "In progress" })).toBeVisible();
  // The first menu's late return of the focus would have closed this one by now.
  await page.evaluate(() => new Promise((resolve) => window.setTimeout(resolve, 800)));
  await page.getByRole("option", { name: "In progress" }).click();
  await expect(row).toContainText("In progress");

  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog", { name: `Ticket #${number}` });
  await expect(drawer.getByRole("tab", { name: "Overview" })).toBeVisible();
  await page.keyboard.press("a");
  await expect(page.getByRole("dialog", { name: "Assign" }).getByRole("radio").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await page.keyboard.type("Written without a pause after the dialog closed.", { delay: 20 });
  await expect(drawer.getByRole("textbox", { name: "Internal note" })).toHaveText(
    "Written without a pause after the dialog closed.",
  );
});

test("what is typed before a part has arrived is in it when it does", async ({ page, signInAs }) => {
  await signInAs("ops_manager");
  const { number, id } = await createTicket(page, "Typed at while nothing has loaded yet");
  await page.goto(`/tickets?number=${number}`);
  const held: (() => void)[] = [];
  await page.route("**/_next/static/chunks/**", async (route) => {
    await new Promise<void>((arrive) => held.push(arrive));
    await route.continue();
  });
  const arrive = () => {
    for (const release of held.splice(0)) release();
  };
  const drawer = page.getByRole("dialog", { name: `Ticket #${number}` });
  await page.keyboard.press("n");
  await page.keyboard.type("Colleagues only: escalate no further.");
  await expect.poll(() => held.length).toBeGreaterThan(0);
  await expect(async () => {
    arrive();
    await expect(drawer.getByRole("textbox", { name: "Internal note" })).toHaveText(
      "Colleagues only: escalate no further.",
      { timeout: 500 },
    );
  }).toPass();
  await page.keyboard.press("Control+Enter");
  await expect
    .poll(async () => (await (await page.request.get(`/api/v1/tickets/${id}/messages`)).json()).data)
    .toContainEqual(
      expect.objectContaining({
        message_text: "Colleagues only: escalate no further.",
        is_internal_note: true,
      }),
    );

  await page.keyboard.press("Control+k");
  await page.keyboard.type("api");
  const palette = page.getByRole("combobox", { name: "Search and run anything" });
  await expect(async () => {
    arrive();
    await expect(palette).toHaveValue("api", { timeout: 500 });
  }).toPass();
});

async function openList(page: Page): Promise<void> {
  await page.goto("/tickets");
  await expect(page.getByRole("grid", { name: "tickets" })).toBeVisible();
  // Keys count from the moment the page is interactive; the grid then names its active row.
  await expect(page.getByRole("grid")).toHaveAttribute("aria-activedescendant", /./);
}

async function openDialog(page: Page): Promise<void> {
  await expect(page.getByRole("grid")).toHaveAttribute("aria-activedescendant", /./);
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog", { name: "New ticket" })).toBeVisible();
}
