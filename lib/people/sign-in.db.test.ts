import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { env } from "@/lib/platform/env";
import { actorOfSession } from "@/lib/platform/session";
import { type Desk, makeDesk, withOwner } from "@/prisma/seed/desk";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { accountOfProfile, authorize } from "./auth-options";
import { changePassword } from "./change-password";
import { deactivateUser } from "./deactivate-user";
import { hashPassword } from "./password";
import { setPassword } from "./set-password";
import { type SignInAttempt, signIn } from "./sign-in";
import { attemptLimits } from "./sign-in-throttle";
import { updateUser } from "./update-user";

useTestDatabase();

const password = "correct horse 2026";
let desk: Desk;
let victim: { id: string; email: string };

beforeAll(async () => {
  desk = await makeDesk();
  const passwordHash = await hashPassword(password);
  await desk.fill((ctx) => ctx.tx.user.updateMany({ data: { password_hash: passwordHash } }));
  victim = desk.people.ops_agent;
});
beforeEach(() => withOwner((owner) => owner.query("truncate sign_in_throttle")));

const attempt = (fields: Partial<SignInAttempt> = {}): SignInAttempt => ({
  email: victim.email,
  password,
  ipAddress: "192.0.2.1",
  deviceCookie: undefined,
  ...fields,
});

/** All at once; blocks are then drawn out, so that a slow machine does not see them end. */
async function guess(times: number, fields: Partial<SignInAttempt> = {}) {
  const outcomes = await Promise.all(
    Array.from({ length: times }, () =>
      signIn(attempt({ password: "wrong", ...fields })).then(
        (signedIn) => (signedIn ? "in" : "refused"),
        (error: { code: string }) => error.code,
      ),
    ),
  );
  await withOwner((owner) =>
    owner.query("update sign_in_throttle set blocked_until = blocked_until + interval '1 hour'"),
  );
  return outcomes.sort();
}

async function sessionOf(user: { id: string }, version?: number) {
  const stored = await desk.fill((ctx) => ctx.tx.user.findUniqueOrThrow({ where: { id: user.id } }));
  const token = {
    sub: user.id,
    session_id: randomUUID(),
    session_version: version ?? stored.session_version,
  };
  return encode({ token, secret: env().DOCKET_SECRET });
}

const auditOf = async (userId: string) => {
  const rows = await desk.fill((ctx) => ctx.tx.ticketAudit.findMany({ where: { ticket_id: null } }));
  return rows.filter((row) => JSON.stringify(row.payload).includes(userId)).map((row) => row.action);
};

describe("signing in", () => {
  it("answers the session, remembers the device and is audited with the address", async () => {
    const signedIn = await signIn(attempt({ email: `  ${victim.email.toUpperCase()} ` }));
    expect(signedIn).toMatchObject({ id: victim.id, session_version: 1 });
    const row = await desk.fill((ctx) =>
      ctx.tx.ticketAudit.findFirstOrThrow({ where: { action: "SIGNED_IN" } }),
    );
    expect(row).toMatchObject({
      actor_id: victim.id,
      actor_role: "ops_agent",
      ip_address: "192.0.2.1",
      ticket_id: null,
    });
  });

  it("refuses unknown, deactivated and wrong alike, after the same least time", async () => {
    const gone = desk.people.driver;
    await desk.fill((ctx) =>
      ctx.tx.user.update({ where: { id: gone.id }, data: { deactivated_at: new Date() } }),
    );
    for (const fields of [
      { password: "wrong" },
      { email: "nobody@example.com" },
      { email: gone.email },
      { email: "" },
    ]) {
      const startedAt = performance.now();
      expect(await authorize(attempt(fields), () => undefined)).toBeNull();
      expect(performance.now() - startedAt).toBeGreaterThanOrEqual(295);
    }
    expect(await auditOf(gone.id)).toContain("SIGN_IN_FAILED");
  });

  it("does not put a failure into the mouth of the account's owner", async () => {
    await guess(1);
    const row = await desk.fill((ctx) =>
      ctx.tx.ticketAudit.findFirstOrThrow({ where: { action: "SIGN_IN_FAILED" }, orderBy: { id: "desc" } }),
    );
    expect(row).toMatchObject({ actor_id: null, actor_role: "nobody", payload: { user_id: victim.id } });
  });
});

describe("throttling", () => {
  it("blocks guesses at one account from one address, also the right password, for a stated time", async () => {
    const outcomes = await guess(attemptLimits.accountAtAddress + 7);
    expect(outcomes.filter((outcome) => outcome === "refused")).toHaveLength(attemptLimits.accountAtAddress);
    expect(outcomes.filter((outcome) => outcome === "rate_limited")).toHaveLength(7);
    await expect(authorize(attempt(), () => undefined)).rejects.toThrow(/^TooManyAttempts:\d+$/);
  });

  it("says the same for an address without an account", async () => {
    const known = await guess(attemptLimits.accountAtAddress + 1);
    const unknown = await guess(attemptLimits.accountAtAddress + 1, { email: "nobody@example.com" });
    expect(unknown).toEqual(known);
  });

  it("doubles the wait with every further attempt, up to 15 minutes", async () => {
    const waitAfter = async (failures: number) => {
      const { rows } = await withOwner(async (owner) => {
        await owner.query("truncate sign_in_throttle");
        await owner.query("insert into sign_in_throttle (key, failures) values ('k', $1)", [failures - 1]);
        await owner.query("select begin_sign_in_attempt(array['k'], array[5], 900)");
        return owner.query<{ seconds: number }>(
          "select coalesce(round(extract(epoch from blocked_until - clock_timestamp())), 0)::int as seconds from sign_in_throttle",
        );
      });
      return rows[0]?.seconds;
    };
    expect([await waitAfter(4), await waitAfter(5), await waitAfter(8), await waitAfter(40)]).toEqual([
      0, 1, 8, 900,
    ]);
  });

  it("cannot lock the owner out of a known device, from elsewhere or from the same address", async () => {
    const known = await signIn(attempt());
    for (let address = 1; address <= 11; address += 1) await guess(5, { ipAddress: `198.51.100.${address}` });
    await guess(5);
    expect(await guess(1, { ipAddress: "203.0.113.9" })).toEqual(["rate_limited"]);
    const signedIn = await signIn(attempt({ deviceCookie: known?.deviceCookie }));
    expect(signedIn?.id).toBe(victim.id);
  });

  it("does not block other accounts at the same address before the address itself is worn out", async () => {
    await guess(attemptLimits.accountAtAddress + 1);
    expect(await signIn(attempt({ email: desk.people.finance.email }))).not.toBeNull();
  });

  it("limits a stolen known device too, and a success starts it afresh", async () => {
    const known = await signIn(attempt());
    const fields = { deviceCookie: known?.deviceCookie };
    expect(await guess(attemptLimits.device - 1, fields)).not.toContain("rate_limited");
    expect(await signIn(attempt(fields))).not.toBeNull();
    expect(await guess(attemptLimits.device + 1, fields)).toContain("rate_limited");
  });

  it("does not let one's own account wash an address clean", async () => {
    const counted = async () => {
      const { rows } = await withOwner((owner) =>
        owner.query<{ failures: number }>(
          "select failures from sign_in_throttle where key = 'address:192.0.2.1'",
        ),
      );
      return rows[0]?.failures;
    };
    await guess(3);
    await signIn(attempt({ email: desk.people.finance.email }));
    expect(await counted()).toBe(3);
  });
});

describe("sessions", () => {
  it("end with the next request after a changed password, a reset, a new role or deactivation", async () => {
    const person = desk.people.hq_support;
    const ways: [string, () => Promise<unknown>][] = [
      [
        "changed",
        () =>
          desk.as("hq_support", (ctx) =>
            changePassword(ctx, { current_password: password, new_password: "a new one for 2026" }),
          ),
      ],
      ["reset", () => desk.as("admin", (ctx) => setPassword(ctx, person.id, { revoke_tokens: true }))],
      ["role", () => desk.as("admin", (ctx) => updateUser(ctx, person.id, { role: "ops_manager" }))],
      ["deactivated", () => desk.as("admin", (ctx) => deactivateUser(ctx, person.id))],
    ];
    for (const [name, change] of ways) {
      const cookie = await sessionOf(person);
      expect(await actorOfSession(cookie, null), name).not.toBeNull();
      await change();
      expect(await actorOfSession(cookie, null), name).toBeNull();
    }
  });

  it("hold nothing that another secret made", async () => {
    const forged = await encode({ token: { sub: victim.id, session_version: 1 }, secret: "x".repeat(40) });
    expect(await actorOfSession(forged, null)).toBeNull();
  });
});

describe("single sign-on", () => {
  it("lets in existing, active people by a verified address and makes nobody", async () => {
    const profile = { sub: "idp-1", email: desk.people.finance.email, email_verified: true };
    expect(await accountOfProfile(profile, null)).toMatchObject({ id: desk.people.finance.id });
    expect(await accountOfProfile({ ...profile, email_verified: false }, null)).toBeNull();
    expect(await accountOfProfile({ ...profile, email_verified: undefined }, null)).toBeNull();
    expect(await accountOfProfile({ ...profile, email: "stranger@example.com" }, null)).toBeNull();
    expect(await accountOfProfile({ ...profile, email: desk.people.driver.email }, null)).toBeNull();
  });
});
