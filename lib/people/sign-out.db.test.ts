import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { env } from "@/lib/platform/env";
import { actorOfSession, resolveActor } from "@/lib/platform/session";
import { callRoute } from "@/prisma/seed/call-route";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { authOptions } from "./auth-options";
import { endOwnSessions } from "./end-own-sessions";
import { setPassword } from "./set-password";
import { signOut } from "./sign-out";

useTestDatabase();
let desk: Desk;
let person: { id: string };
beforeAll(async () => {
  desk = await makeDesk();
});
beforeEach(() => {
  person = desk.people.ops_agent;
});

async function openSession() {
  const { session_version } = await desk.fill((ctx) =>
    ctx.tx.user.findUniqueOrThrow({ where: { id: person.id } }),
  );
  const claims = { sub: person.id, session_id: randomUUID(), session_version };
  return { claims, cookie: await encode({ token: claims, secret: env().DOCKET_SECRET }) };
}

const holder = async (cookie: string) => (await actorOfSession(cookie, null))?.userId ?? null;
const audited = async () =>
  (
    await desk.fill(
      (ctx) => ctx.tx.$queryRaw<{ action: string }[]>`select action from ticket_audit order by id`,
    )
  ).map((row) => row.action);

test("signing out ends this session's cookie wherever it was copied to, and no other", async () => {
  const [here, elsewhere] = [await openSession(), await openSession()];
  const options = authOptions({ ipAddress: null, deviceCookie: undefined, onKnownDevice: () => undefined });
  await options.events?.signOut?.({ token: here.claims, session: undefined as never });
  expect(await holder(here.cookie)).toBeNull();
  expect(await holder(elsewhere.cookie)).toBe(person.id);
  expect(await audited()).toContain("SIGNED_OUT");
  await expect(
    options.callbacks?.jwt?.({ token: here.claims, user: undefined as never, account: null }),
  ).rejects.toThrow("revoked");
});

test("signing out twice is one sign-out, and a cookie without a session is nobody's", async () => {
  const { claims } = await openSession();
  const before = (await audited()).filter((action) => action === "SIGNED_OUT").length;
  await signOut(claims, null);
  await signOut(claims, null);
  await signOut({ sub: person.id }, null);
  expect((await audited()).filter((action) => action === "SIGNED_OUT")).toHaveLength(before + 1);
  const { session_id: _, ...old } = claims;
  expect(await holder(await encode({ token: old, secret: env().DOCKET_SECRET }))).toBeNull();
});

test("signing out everywhere ends every session and leaves API tokens alone", async () => {
  const sessions = [await openSession(), await openSession()];
  const token = await desk.token("ops_agent");
  await desk.as("ops_agent", endOwnSessions);
  for (const { cookie } of sessions) expect(await holder(cookie)).toBeNull();
  const asked = new Request("http://docket.test", { headers: { authorization: `Bearer ${token}` } });
  expect((await resolveActor(asked))?.userId).toBe(person.id);
  expect(await callRoute("DELETE", "/me/sessions", { token })).toMatchObject({ status: 403 });
  expect(await audited()).toContain("SESSIONS_ENDED");
});

test("an admin's reset revokes tokens too, unless told not to", async () => {
  const isGood = async (token: string) => (await callRoute("GET", "/me", { token })).status === 200;
  const kept = await desk.token("ops_agent");
  await desk.as("admin", (ctx) => setPassword(ctx, person.id, { revoke_tokens: false }));
  expect(await isGood(kept)).toBe(true);
  const { cookie } = await openSession();
  const admin = await desk.token("admin");
  const answer = await callRoute("POST", "/users/{id}/password", {
    token: admin,
    params: { id: person.id },
    body: {},
  });
  expect(answer.status).toBe(200);
  expect(await isGood(kept)).toBe(false);
  expect(await holder(cookie)).toBeNull();
});
