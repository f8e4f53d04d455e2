import type { Page } from "@playwright/test";
import { type RunningSimulator, startSimulator } from "@/bin/simulators/start";
import { expect, test } from "./fixtures";

let desk: RunningSimulator;
test.beforeAll(async () => {
  desk = await startSimulator({ vendor: "freshservice", tickets: 60, seed: 11, plan: "unlimited" });
});
test.afterAll(() => desk.stop());

test("a desk is connected, read to its end, and one of its tickets opened", async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  const name = `Sim ${Date.now()}`;
  await signInAs("admin");
  await connect(page, name);
  const access = page.getByRole("list", { name: "What the key may read" });
  await expect(access.getByRole("listitem").filter({ hasText: "Time entries" })).toContainText("May read");
  await expect(page.getByRole("region", { name: "Statuses" }).getByRole("combobox")).not.toHaveCount(0);
  await expectAccessible();

  await page.getByRole("button", { name: "Turn on and read" }).click();
  await expect(page).toHaveURL(/\/sync$/);
  const card = page.getByRole("region", { name, exact: true });
  await expect(card).not.toContainText("Never read", { timeout: 120_000 });
  await expectAccessible();
  await page.getByRole("button", { name: "Full run, report" }).first().click();
  const report = page.getByRole("dialog");
  await expect(report).toContainText("New here");
  await expectAccessible();
  await report.getByRole("button", { name: "Close report" }).click();

  const { number, note, vendorUrl } = await findNoted(page, name);
  await page.goto(`/tickets/${number}`);
  await expect(page.getByRole("link", { name: /^Freshservice \d+/ })).toHaveAttribute("href", vendorUrl);
  await expect(page.getByRole("region", { name: "At Freshservice" })).toContainText("Copied");
  await expect(page.getByRole("region", { name: "Hours" })).toBeVisible();
  await page.getByRole("tab", { name: "Timeline" }).click();
  const notes = page.getByRole("article", { name: /^Internal note by/ });
  await expect(notes.filter({ hasText: note }).first()).toBeVisible();
  await expectAccessible();
  await remove(page, name);
});

async function connect(page: Page, name: string): Promise<void> {
  await page.goto("/settings/sync");
  await page.getByRole("button", { name: "Connect a desk" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Address").fill(desk.url);
  await dialog.getByLabel("API key").fill(desk.keys[0] ?? "");
  await dialog.getByRole("button", { name: "Connect and test" }).click();
  await expect(page.getByRole("heading", { name })).toBeVisible();
}

/** A ticket with a private note, as the desk itself has it, and its number here. */
async function findNoted(
  page: Page,
  name: string,
): Promise<{ number: number; note: string; vendorUrl: string }> {
  const connections = await (await page.request.get("/api/v1/sync-connections")).json();
  const { source } = connections.data.find((connection: { name: string }) => connection.name === name);
  const list = await (await page.request.get(`/api/v1/tickets?source=${source}&limit=100`)).json();
  const rows = list.data as { number: number; external_id: string }[];
  expect(rows.length).toBeGreaterThan(50);
  for (const { number, external_id } of rows) {
    const notes = desk.world.conversations(Number(external_id)).filter((entry) => entry.private);
    // A run of plain words: tags and entities of the body are drawn, not shown.
    const note = notes
      .at(-1)
      ?.body.match(/>([\w ,.]{10,60})/)?.[1]
      ?.trim();
    if (note) return { number, note, vendorUrl: `${desk.url}/a/tickets/${external_id}` };
  }
  throw new Error("No copied ticket has a private note.");
}

async function remove(page: Page, name: string): Promise<void> {
  await page.goto("/settings/sync");
  await page.getByRole("link", { name }).click();
  await page.getByRole("button", { name: "Turn off" }).click();
  await expect(page.getByRole("heading", { name })).toContainText("Off");
  await page.getByRole("button", { name: "Remove connection" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove connection" }).click();
  await expect(page).toHaveURL("/settings/sync");
  await expect(page.getByRole("link", { name })).toHaveCount(0);
}
