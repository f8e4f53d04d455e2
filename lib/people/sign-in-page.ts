import { database } from "@/lib/platform/database/client";
import { env } from "@/lib/platform/env";
import { type Role, roles } from "@/lib/platform/permissions";
import { demoPassword } from "./demo-password";

export type DemoAccount = { email: string; name: string; role: Role };

/** What the pages before signing in need to know; there is no actor yet, so no organization either. */
export async function readSignInPage() {
  const [row] = await database().$queryRaw<{ has_organization: boolean; has_demo: boolean }[]>`
    select has_organization() as has_organization, has_demo_organization() as has_demo`;
  return {
    isSetUp: row?.has_organization ?? false,
    hasSingleSignOn: Boolean(env().OIDC_ISSUER),
    demo: row?.has_demo ? { password: demoPassword, accounts: await listDemoAccounts() } : null,
  };
}

async function listDemoAccounts(): Promise<DemoAccount[]> {
  const accounts = await database().$queryRaw<DemoAccount[]>`select * from list_demo_accounts()`;
  const order = demoOrder();
  return accounts.sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
}

/** The admin first, then down the chain of command, requesters last. */
function demoOrder(): Role[] {
  const staff = roles.slice(0, -3).reverse();
  return [...staff, ...roles.slice(-3)];
}
