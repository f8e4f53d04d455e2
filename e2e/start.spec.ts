import { expect, test } from "./fixtures";

test("a fresh installation is ready and knows every demo account", async ({ request }) => {
  const ready = await request.get("/api/health/ready");
  expect(await ready.json()).toEqual({ status: "ready", database: "reachable", pending_migrations: [] });
  expect((await request.get("/api/health/live")).status()).toBe(200);
});

test("nobody reads tickets without signing in", async ({ request }) => {
  const response = await request.get("/api/v1/tickets");
  expect(response.status()).toBe(401);
  expect(response.headers()["content-type"]).toContain("application/problem+json");
});

for (const role of ["admin", "ops_agent", "driver"] as const)
  test(`${role} signs in and is greeted by the desk`, async ({ page, signInAs, expectAccessible }) => {
    await signInAs(role);
    await page.goto("/");
    await expect(page).not.toHaveURL(/sign-in/);
    await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
    await expectAccessible();
  });
