import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { type DemoRole, expect, test } from "./fixtures";

type Visit = { path: string; title: RegExp; heading: string };

const deskPages: Visit[] = [
  { path: "/my-work", title: /^My work · Docket$/, heading: "My work" },
  { path: "/tickets", title: /^Tickets · Docket$/, heading: "Tickets" },
  { path: "/closures", title: /^Closures · Docket$/, heading: "Closures" },
  { path: "/companies", title: /^Companies · Docket$/, heading: "Companies" },
  { path: "/sync", title: /^Sync · Docket$/, heading: "Sync" },
  { path: "/import", title: /^Import · Docket$/, heading: "Import" },
  { path: "/audit", title: /^Audit · Docket$/, heading: "Audit" },
  { path: "/settings/profile", title: /^Profile · Docket$/, heading: "Settings" },
  { path: "/notifications", title: /^Notifications · Docket$/, heading: "Notifications" },
  { path: "/settings/notifications", title: /^Notification settings · Docket$/, heading: "Settings" },
  { path: "/settings/mail", title: /^Mail · Docket$/, heading: "Settings" },
  { path: "/settings/tokens", title: /^API tokens · Docket$/, heading: "Settings" },
  { path: "/settings/organization", title: /^Organization · Docket$/, heading: "Settings" },
  { path: "/settings/webhooks", title: /^Webhooks · Docket$/, heading: "Settings" },
  { path: "/settings/sync", title: /^Sync · Docket$/, heading: "Settings" },
  { path: "/settings/people", title: /^People · Docket$/, heading: "Settings" },
  { path: "/settings/roles", title: /^Roles · Docket$/, heading: "Settings" },
  { path: "/settings/franchises", title: /^Franchises · Docket$/, heading: "Settings" },
  { path: "/settings/sla", title: /^SLA policies · Docket$/, heading: "Settings" },
  { path: "/settings/sla/calendars", title: /^SLA calendars · Docket$/, heading: "Settings" },
  { path: "/settings/sla/replay", title: /^Try an SLA on the past · Docket$/, heading: "Settings" },
  { path: "/api-docs", title: /^API · Docket$/, heading: "API" },
];
const requesterPages: Visit[] = [
  { path: "/notifications", title: /^Notifications · Docket$/, heading: "Notifications" },
  { path: "/settings/notifications", title: /^Notification settings · Docket$/, heading: "Settings" },
  { path: "/tickets", title: /^My tickets · Docket$/, heading: "My tickets" },
  { path: "/settings/profile", title: /^Profile · Docket$/, heading: "Settings" },
];
const allOf: [DemoRole, Visit[]][] = [
  ["admin", deskPages],
  ["driver", requesterPages],
];

test.describe.configure({ mode: "parallel" });

for (const colorScheme of ["light", "dark"] as const)
  for (const [role, pages] of allOf)
    test(`every page of the ${role} is sound in ${colorScheme}`, async ({ page, signInAs }) => {
      test.slow();
      await page.emulateMedia({ colorScheme });
      const troubles = listenForTroubles(page);
      await signInAs(role);
      for (const { path, title, heading } of pages) {
        await page.goto(path);
        await expect(page.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
        await expect(page).toHaveTitle(title);
        await expectNothingSerious(page);
        await expectNoBlankScroll(page);
      }
      expect(troubles).toEqual([]);
    });

test("every entry of the navigation opens a page of its own", async ({ page, signInAs }) => {
  await signInAs("admin");
  await page.goto("/tickets");
  const rail = page.getByRole("navigation", { name: "Main" });
  for (const name of ["My work", "Import", "Audit", "Settings", "API", "Tickets"]) {
    const link = rail.getByRole("link", { name, exact: true });
    await link.click();
    await expect(link).toHaveAttribute("aria-current", "page");
    await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  }
});

test("pages fit a phone and a screen at twice its size", async ({ page, signInAs }) => {
  await signInAs("admin");
  for (const [width, height] of [
    [390, 844],
    [640, 400],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const { path, heading } of deskPages) {
      await page.goto(path);
      await expect(page.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
      await expectNoBlankScroll(page);
    }
  }
});

test("what a role may not open says so, and so does an address without a page", async ({
  page,
  signInAs,
}) => {
  await signInAs("driver");
  for (const [path, words] of [
    ["/import", "Your role may not import tickets"],
    ["/audit", "Your role may not read the audit log"],
    ["/settings/people", "Your role may not see who works here"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: words })).toBeVisible();
    await expectNothingSerious(page);
  }
  await page.goto("/tickets/999999");
  await expect(page.getByRole("heading", { name: "There is no ticket #999999 for you" })).toBeVisible();
  expect((await page.goto("/no-such-page"))?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "There is nothing at this address" })).toBeVisible();
  await expectNothingSerious(page);
});

test("a list the server cannot answer offers another try", async ({ page, signInAs }) => {
  await signInAs("ops_manager");
  await page.goto("/tickets");
  await expect(page.getByRole("grid")).toBeVisible();
  await page.route("**/api/v1/tickets?*", (route) => route.fulfill({ status: 500, body: "" }));
  await page.getByRole("columnheader", { name: "Title" }).getByRole("button", { name: "Title" }).click();
  await expect(page.getByRole("heading", { name: "The tickets did not load" })).toBeVisible();
  await expectNothingSerious(page);
  await page.unroute("**/api/v1/tickets?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator("[data-row-link]").first()).toBeVisible();
});

test("nothing moves for people who ask for stillness", async ({ page, signInAs }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await signInAs("admin");
  await page.goto("/tickets");
  await page.getByRole("button", { name: "New ticket" }).click();
  const dialog = page.getByRole("dialog", { name: "New ticket" });
  await expect(dialog).toBeVisible();
  const longest = await page.evaluate(() =>
    Math.max(0, ...document.getAnimations().map(({ effect }) => Number(effect?.getTiming().duration ?? 0))),
  );
  expect(longest).toBeLessThanOrEqual(1);
});

/** What the console and the page itself complain of, for a test to find empty. */
function listenForTroubles(page: Page): string[] {
  const troubles: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => troubles.push(`${page.url()}: ${error.message}`));
  return troubles;
}

/** The page as a whole, every row of its list. */
async function expectNothingSerious(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).analyze();
  const serious = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  expect(serious, page.url()).toEqual([]);
}

/** The shell fills the window; only what is inside it scrolls. */
async function expectNoBlankScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return { right: scrollWidth - window.innerWidth, below: scrollHeight - window.innerHeight };
  });
  expect(overflow, page.url()).toEqual({ right: 0, below: 0 });
}
