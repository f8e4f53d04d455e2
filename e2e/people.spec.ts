import type { Browser, Page } from "@playwright/test";
import { accountOf, expect, patient, test } from "./fixtures";

async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function freshPage(browser: Browser, baseURL: string | undefined): Promise<Page> {
  return patient(await (await browser.newContext({ baseURL })).newPage());
}

test("signing in leads back to the page that asked for it", async ({ page, expectAccessible }) => {
  await page.goto("/settings/profile");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fsettings%2Fprofile/);
  await expectAccessible();
  const { email, name, password } = accountOf("compliance_officer");
  await fillSignIn(page, email, "not the password");
  await expect(page.getByRole("alert").filter({ hasText: "do not match an active account" })).toBeVisible();
  await fillSignIn(page, email, password);
  await expect(page).toHaveURL("/settings/profile");
  await expect(page.getByRole("heading", { name })).toBeVisible();
  await expectAccessible();
});

test("a demo account is one click away", async ({ page }) => {
  await page.goto("/sign-in?callbackUrl=%2Fsettings%2Fprofile");
  await page.getByRole("button", { name: /Sign in as Shipper/ }).click();
  await expect(page).toHaveURL("/settings/profile");
  await expect(page.getByRole("heading", { name: accountOf("shipper").name })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Settings" }).getByRole("link")).toHaveText([
    "Profile",
    "Notifications",
  ]);
  await page.goto("/settings/people");
  await expect(page.getByText("Your role may not see who works here")).toBeVisible();
});

test("a person is added, chooses a password, and is out at once when deactivated", async ({
  page,
  browser,
  baseURL,
  signInAs,
  expectAccessible,
}) => {
  const email = `renske.${Date.now()}@demo.docket.local`;
  await signInAs("admin");
  await page.goto("/settings/people");
  await expectAccessible();
  await page.getByRole("button", { name: "Add person" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Renske Bakker");
  await dialog.getByLabel("E-mail address").fill(email);
  await dialog.getByRole("button", { name: "Add person" }).click();
  await expect(dialog).toContainText("Renske Bakker has an account");
  await expectAccessible();
  const temporary = (await dialog.locator("code").textContent()) ?? "";
  await dialog.getByRole("button", { name: "Done" }).click();

  const theirs = await freshPage(browser, baseURL);
  await theirs.goto("/sign-in?callbackUrl=%2Fsettings%2Fprofile");
  await fillSignIn(theirs, email, temporary);
  await expect(theirs).toHaveURL("/change-password");
  await theirs.goto("/tickets");
  await expect(theirs).toHaveURL("/change-password");
  await theirs.getByLabel("Temporary password").fill(temporary);
  await theirs.getByLabel("New password").fill("harbour crane at dawn");
  await theirs.getByRole("button", { name: "Set password and continue" }).click();
  await expect(theirs).toHaveURL(/\/tickets/);

  await page.getByLabel("Search people").fill(email);
  await page.getByRole("button", { name: "Actions for Renske Bakker" }).click();
  await page.getByRole("menuitem", { name: "Deactivate person" }).click();
  await page.getByRole("button", { name: "Deactivate person" }).click();
  await expect(page.getByText("Nobody matches")).toBeVisible();
  expect((await theirs.request.get("/api/v1/me")).status()).toBe(401);
  await theirs.goto("/settings/profile");
  await expect(theirs).toHaveURL(/\/sign-in/);
  await fillSignIn(theirs, email, "harbour crane at dawn");
  await expect(theirs.getByRole("alert").filter({ hasText: "do not match an active account" })).toBeVisible();
});

test("an API token is shown once, works within its scopes and ends when revoked", async ({
  page,
  playwright,
  baseURL,
  signInAs,
  expectAccessible,
}) => {
  const name = `Report ${Date.now()}`;
  await signInAs("ops_manager");
  await page.goto("/settings/tokens");
  await page.getByRole("button", { name: "Create token" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await expectAccessible();
  await dialog.getByRole("button", { name: "Create token" }).click();
  await expect(dialog).toContainText(`${name} is ready`);
  const token = await dialog.locator("code").textContent();
  await dialog.getByRole("button", { name: "Done" }).click();

  const extraHTTPHeaders = { authorization: `Bearer ${token}` };
  const program = await playwright.request.newContext({ baseURL, extraHTTPHeaders });
  expect((await program.get("/api/v1/tickets?limit=1")).status()).toBe(200);
  expect((await program.get("/api/v1/users")).status()).toBe(403);
  await page.getByRole("button", { name: `Revoke ${name}` }).click();
  await page.getByRole("button", { name: "Revoke token", exact: true }).click();
  await expect(page.getByText(`${name} is revoked`)).toBeVisible();
  await expect(page.getByRole("row", { name })).toHaveCount(0);
  expect((await program.get("/api/v1/tickets?limit=1")).status()).toBe(401);
  await program.dispose();
});

test("roles and franchises say who may do what", async ({ page, signInAs, expectAccessible }) => {
  await signInAs("franchise_agent");
  await page.goto("/settings/roles");
  const close = page.getByRole("row", { name: /tickets:close/ }).getByRole("cell");
  await expect(close.filter({ hasText: "Yes" })).toHaveCount(5);
  await expectAccessible();
  await page.goto("/settings/franchises");
  await expect(page.getByRole("cell", { name: "Rotterdam Harbour" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Add franchise" })).toHaveCount(0);
  await expectAccessible();
});
