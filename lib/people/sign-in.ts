import { setTimeout as wait } from "node:timers/promises";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { enterOrganization, nobody } from "@/lib/platform/handle-public";
import { logger } from "@/lib/platform/logger";
import { type Context, withOrganization } from "@/lib/platform/organization";
import { readKnownDevice, rememberAccount } from "./known-device";
import { isPasswordRight } from "./password";
import { type Throttle, throttleFor, throttleWindowSeconds } from "./sign-in-throttle";

export type SignInAttempt = {
  email: string;
  password: string;
  ipAddress: string | null;
  deviceCookie: string | undefined;
};
export type SignedIn = { id: string; session_version: number; deviceCookie: string };
type Account = {
  user_id: string;
  organization_id: string;
  password_hash: string | null;
  session_version: number;
  deactivated_at: Date | null;
};

// Every refusal answers after the same time, whatever the database had to do for it.
const shortestRefusalMs = 300;

/**
 * The one way in with a password. It is an entry point: the password is checked between two transactions, so
 * that guesses never hold a database connection. Null: the address and password do not belong together.
 */
export async function signIn(attempt: SignInAttempt): Promise<SignedIn | null> {
  const startedAt = performance.now();
  const email = attempt.email.trim().toLowerCase().slice(0, 254);
  const device = readKnownDevice(attempt.deviceCookie, env().DOCKET_SECRET);
  const throttle = throttleFor(email, attempt.ipAddress, device);
  const account = await withOrganization(nobody(attempt.ipAddress), (ctx) =>
    beginAttempt(ctx, email, throttle),
  );
  const stored = account && !account.deactivated_at ? account.password_hash : null;
  const isRight = await isPasswordRight(attempt.password.slice(0, 128), stored);
  await withOrganization(nobody(attempt.ipAddress), (ctx) =>
    isRight && account
      ? recordSignIn(ctx, account, "password", throttle)
      : recordFailure(ctx, account, "password"),
  );
  if (isRight && account) {
    return {
      id: account.user_id,
      session_version: account.session_version,
      deviceCookie: rememberAccount(device, email, env().DOCKET_SECRET),
    };
  }
  await wait(Math.max(0, shortestRefusalMs - (performance.now() - startedAt)));
  return null;
}

/** An identity provider vouches for the address: only an existing, active person may come in. */
export async function signInVerified(
  emailAddress: string,
  ipAddress: string | null,
): Promise<Omit<SignedIn, "deviceCookie"> | null> {
  return withOrganization(nobody(ipAddress), async (ctx) => {
    const account = await findAccount(ctx, emailAddress.trim().toLowerCase());
    if (!account || account.deactivated_at) {
      await recordFailure(ctx, account, "oidc");
      return null;
    }
    await recordSignIn(ctx, account, "oidc");
    return { id: account.user_id, session_version: account.session_version };
  });
}

async function beginAttempt(ctx: Context, email: string, throttle: Throttle): Promise<Account | null> {
  const [row] = await ctx.tx.$queryRaw<{ seconds: number | null }[]>`
    select ceil(extract(epoch from begin_sign_in_attempt(${throttle.keys}::text[], ${throttle.limits}::int[], ${throttleWindowSeconds}::int)
      - clock_timestamp()))::int as seconds`;
  if (row?.seconds !== null && row?.seconds !== undefined) {
    const seconds = Math.max(1, row.seconds);
    throw new AppError("rate_limited", `Too many attempts. Try again in ${seconds} s.`, {
      retry_after_seconds: seconds,
    });
  }
  return findAccount(ctx, email);
}

async function findAccount(ctx: Context, email: string): Promise<Account | null> {
  const [account] = await ctx.tx.$queryRaw<Account[]>`select * from find_sign_in(${email})`;
  return account ?? null;
}

async function recordSignIn(
  ctx: Context,
  account: Account,
  method: string,
  throttle?: Throttle,
): Promise<void> {
  if (throttle)
    await ctx.tx
      .$queryRaw`select forgive_sign_in_attempt(${throttle.ownKeys}::text[], ${throttle.sharedKeys}::text[])::text`;
  const [person] = await ctx.tx.$queryRaw<
    { role: string }[]
  >`select role from find_actor(${account.user_id}::uuid)`;
  const member = await enterOrganization(ctx, {
    organizationId: account.organization_id,
    userId: account.user_id,
    role: person?.role ?? "nobody",
  });
  await ctx.tx.$executeRaw`update users set last_sign_in_at = now() where id = ${account.user_id}::uuid`;
  await member.audit("SIGNED_IN", null, { method });
}

/** Nobody's organization keeps a log of addresses that belong to no account; the server log counts them. */
async function recordFailure(ctx: Context, account: Account | null, method: string): Promise<void> {
  if (!account) {
    logger.info({ ip_address: ctx.actor.ipAddress, method }, "sign-in refused: no such account");
    return;
  }
  const organization = { organizationId: account.organization_id, userId: null, role: "nobody" };
  const member = await enterOrganization(ctx, organization);
  await member.audit("SIGN_IN_FAILED", null, {
    method,
    user_id: account.user_id,
    ...(account.deactivated_at && { because: "deactivated" }),
  });
}
