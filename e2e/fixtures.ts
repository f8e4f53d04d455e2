import AxeBuilder from "@axe-core/playwright";
import { type APIRequestContext, test as base, expect, type Page } from "@playwright/test";
import { demoAccounts, demoPassword } from "@/prisma/seed/demo-people";

export type DemoRole = (typeof demoAccounts)[number]["role"];

type Fixtures = {
  /** Signs the page's browser in as the demo account of a role, past the form. */
  signInAs: (role: DemoRole) => Promise<void>;
  /** Fails when axe finds a violation of WCAG 2.2 AA on the page as it stands. */
  expectAccessible: () => Promise<void>;
};

export const test = base.extend<Fixtures>({
  page: async ({ page }, use) => {
    await use(patient(page));
  },
  signInAs: async ({ page }, use) => {
    await use((role) => signIn(page.request, role));
  },
  expectAccessible: async ({ page }, use) => {
    await use(() => checkAccessibility(page));
  },
});

export { expect };

/**
 * The page, whose `goto` and `reload` end when it answers to keys and clicks: what a browser draws before that is
 * the server's HTML, on which a quick hand (and a test) presses in vain.
 */
export function patient(page: Page): Page {
  const goto = page.goto.bind(page);
  const reload = page.reload.bind(page);
  page.goto = async (...args) => {
    const response = await goto(...args);
    await awaitInteractive(page);
    return response;
  };
  page.reload = async (...args) => {
    const response = await reload(...args);
    await awaitInteractive(page);
    return response;
  };
  return page;
}

// By the clock and not by frames, of which a page in the background has none.
async function awaitInteractive(page: Page): Promise<void> {
  await page.waitForFunction(isInteractive, undefined, { polling: 100 });
}

// React marks every element it has taken over; the list then names its active row, which it does last.
function isInteractive(): boolean {
  const elements = Array.from(document.querySelectorAll("button, input, textarea, a[href], [role=grid]"));
  const isTaken = (element: Element) => Object.keys(element).some((key) => key.startsWith("__reactProps"));
  const grid = document.querySelector("[role=grid]:has([data-row-link])");
  return elements.every(isTaken) && (!grid || grid.hasAttribute("aria-activedescendant"));
}

/** What a browser says of its own page's requests; without it a cookie alone may not change anything. */
export const headers = { "sec-fetch-site": "same-origin" };

/** Past the form, as whoever the page is signed in as. */
export async function createTicket(
  page: Page,
  title: string,
  fields: Record<string, unknown> = {},
): Promise<{ id: string; number: number }> {
  const description = "Written by a test of the desk in a browser, to be worked on there.";
  const response = await page.request.post("/api/v1/tickets", {
    headers,
    data: { title, description, ...fields },
  });
  expect(response.status()).toBe(201);
  return (await response.json()).data;
}

/** The server greets every live connection; from then on it tells it of changes. */
export function greetingOf(page: Page): Promise<void> {
  return new Promise((resolve) => {
    page.once("websocket", (socket) => socket.once("framereceived", () => resolve()));
  });
}

export function accountOf(role: DemoRole): { email: string; name: string; password: string } {
  const account = demoAccounts.find((candidate) => candidate.role === role);
  if (!account) throw new Error(`No demo account has the role ${role}.`);
  return { email: account.email, name: account.name, password: demoPassword };
}

/** The same two requests as the sign-in form; their cookies stay with the context. */
export async function signIn(request: APIRequestContext, role: DemoRole): Promise<void> {
  const { email, password } = accountOf(role);
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  const response = await request.post("/api/auth/callback/credentials", {
    form: { email, password, csrfToken, json: "true" },
  });
  expect(response.ok(), `sign-in as ${role}`).toBe(true);
}

/** Rows of a list are drawn alike; the test of all pages reads every one of them, here the first speak for the rest. */
const repeatedRows = "[data-index]:nth-child(n + 9)";

/** Half faded in or out, a message has too little contrast for a moment; what is wrong stays wrong. */
async function checkAccessibility(page: Page): Promise<void> {
  await expect
    .poll(() => findViolations(page), { message: page.url(), intervals: [2_000], timeout: 20_000 })
    .toEqual([]);
}

async function findViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ["violations"] })
    .exclude(repeatedRows)
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.target.join(" ")).join("\n  ")}`,
  );
}
