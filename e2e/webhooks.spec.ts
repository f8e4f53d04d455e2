import { createHmac } from "node:crypto";
import { type HttpReceiver, startReceiver } from "@/prisma/seed/http-receiver";
import { createTicket, expect, patient, test } from "./fixtures";

let receiver: HttpReceiver;
test.beforeAll(async () => {
  receiver = await startReceiver();
});
test.afterAll(() => receiver.stop());

test("a webhook is made, tried, hears of a ticket, fails and is sent again", async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  const name = `Warehouse ${Date.now()}`;
  await signInAs("admin");
  await page.goto("/settings/webhooks");
  await page.getByRole("button", { name: "Create webhook" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Address").fill("ftp://example.com");
  await dialog.getByRole("button", { name: "Create webhook" }).click();
  await expect(dialog.getByRole("alert")).toContainText("https://example.com");
  await expectAccessible();
  await dialog.getByLabel("Address").fill(`${receiver.url}/hook`);
  await dialog.getByLabel("Everything that happens").uncheck();
  await dialog.getByLabel("A ticket was created").check();
  await dialog.getByRole("button", { name: "Create webhook" }).click();
  await expect(dialog).toContainText(`${name} is ready`);
  const secret = (await dialog.locator("code").textContent()) ?? "";
  await dialog.getByRole("button", { name: "Done" }).click();

  await page.getByRole("link", { name }).click();
  await page.getByRole("button", { name: "Send test" }).click();
  const log = page.getByRole("table", { name: "Deliveries" });
  await expect(log.getByRole("row").filter({ hasText: "webhook.test" })).toContainText("Delivered");
  await expectAccessible();

  receiver.behave(500);
  const ticket = await createTicket(page, `Webhook journey ${Date.now()}`);
  // Other journeys file tickets as well; theirs come later and stand above.
  const rows = log.getByRole("row").filter({ hasText: "ticket.created" });
  const row = rows.last();
  await expect(row).toContainText("Answered 500.");
  const heard = () => receiver.received.filter(({ text }) => text.includes(ticket.id));
  await expect.poll(() => heard().length, { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
  const [first, second] = heard();
  expect(first?.headers["webhook-id"]).toBe(second?.headers["webhook-id"]);
  const signed = `${first?.headers["webhook-id"]}.${first?.headers["webhook-timestamp"]}.${first?.text}`;
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signature = createHmac("sha256", key).update(signed).digest("base64");
  expect(first?.headers["webhook-signature"]).toBe(`v1,${signature}`);

  await expect(row).toContainText("Delivered");
  await row.getByRole("button", { name: "ticket.created" }).click();
  await expect(dialog.getByRole("region", { name: "Tries" }).getByRole("listitem")).toHaveCount(2);
  await expectAccessible();
  await dialog.getByRole("button", { name: "Send again" }).click();
  await expect(rows.filter({ hasText: "again" })).toContainText("Delivered");
  expect(heard().length).toBeGreaterThanOrEqual(3);

  await page.getByRole("button", { name: "Disable" }).click();
  await expect(page.getByRole("heading", { name })).toContainText("Disabled");
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete webhook" }).click();
  await expect(page).toHaveURL("/settings/webhooks");
  await expect(page.getByRole("link", { name })).toHaveCount(0);
});

test("the organization's zone is saved, and nobody but admins may", async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs("ops_manager");
  await page.goto("/settings/organization");
  await expect(page.getByText("Your role may not change the organization")).toBeVisible();
  await page.goto("/settings/webhooks");
  await expect(page.getByText("Your role may not manage webhooks")).toBeVisible();
  await signInAs("admin");
  await page.goto("/settings/organization");
  await expectAccessible();
  const save = page.getByRole("button", { name: "Save name" });
  const name = page.getByLabel("Organization's name");
  const before = await name.inputValue();
  await name.fill(" ");
  await save.click();
  await expect(page.getByRole("alert").filter({ hasText: "Enter the organization's name." })).toBeVisible();
  await name.fill(`${before} and partners`);
  await save.click();
  await expect(page.getByText("Name saved")).toBeVisible();
  await name.fill(before);
  await save.click();
  await page.reload();
  await expect(name).toHaveValue(before);
});

test("signing out ends a copied session, and everywhere ends all of them", async ({
  page,
  browser,
  baseURL,
  signInAs,
}) => {
  await signInAs("finance");
  const copy = await browser.newContext({ baseURL, storageState: await page.context().storageState() });
  expect((await copy.request.get("/api/v1/me")).status()).toBe(200);
  await page.goto("/settings/profile");
  await page.getByRole("button", { name: /Account of|Jonas Petersen/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect((await copy.request.get("/api/v1/me")).status()).toBe(401);

  await signInAs("finance");
  const other = await browser.newContext({ baseURL });
  const otherPage = patient(await other.newPage());
  await otherPage.goto("/sign-in?callbackUrl=%2Fsettings%2Fprofile");
  await otherPage.getByRole("button", { name: /Sign in as Finance/ }).click();
  await expect(otherPage).toHaveURL("/settings/profile");
  await page.goto("/settings/profile");
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect((await other.request.get("/api/v1/me")).status()).toBe(401);
});
