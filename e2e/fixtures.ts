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
  signInAs: async ({ page }, use) => {
    await use((role) => signIn(page.request, role));
  },
  expectAccessible: async ({ page }, use) => {
    await use(() => checkAccessibility(page));
  },
});

export { expect };

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

/** Rows of a list are drawn alike: the first ones speak for the forty that follow, in a third of the time. */
export const repeatedRows = "[data-index]:nth-child(n + 9)";

async function checkAccessibility(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ["violations"] })
    .exclude(repeatedRows)
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.target.join(" ")).join("\n  ")}`,
  );
  expect(found, page.url()).toEqual([]);
}
