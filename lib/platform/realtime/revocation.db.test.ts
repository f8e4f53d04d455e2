import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { liveRules } from "@/lib/live-rules";
import { deactivateUser } from "@/lib/people/deactivate-user";
import { endOwnSessions } from "@/lib/people/end-own-sessions";
import { revokeToken } from "@/lib/people/revoke-token";
import { signOut } from "@/lib/people/sign-out";
import { updateUser } from "@/lib/people/update-user";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { env } from "../env";
import { withOrganization } from "../organization";
import { sessionCookie } from "../session";
import { attachRealtime } from "./attach-realtime";
import { realtimePath, type ServerMessage, signedOutCode } from "./protocol";

const withinMs = 1_000;

useTestDatabase();
let desk: Desk;
let server: Server;
let stop: () => Promise<void>;
beforeAll(async () => {
  server = createServer();
  ({ stop } = attachRealtime(server, liveRules, (_, socket) => socket.end()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
beforeEach(async () => {
  desk = await makeDesk();
});
afterAll(async () => {
  await stop();
  server.close();
});

const endings: [string, (ids: { user: string; session: string }) => Promise<unknown>][] = [
  ["signing out", ({ user, session }) => signOut({ sub: user, session_id: session }, null)],
  ["signing out everywhere", () => desk.as("ops_manager", (ctx) => endOwnSessions(ctx))],
  ["another role", ({ user }) => desk.as("admin", (ctx) => updateUser(ctx, user, { role: "driver" }))],
  ["deactivation", ({ user }) => desk.as("admin", (ctx) => deactivateUser(ctx, user))],
];
test.each(endings)("%s ends the session's connections within a second", async (_, end) => {
  const user = desk.people.ops_manager.id;
  const session = randomUUID();
  const tabs = [await openSession(session), await openSession(session)];
  const closed = Promise.all(tabs.map(({ socket }) => once(socket, "close")));
  await end({ user, session });
  const startedAt = performance.now();
  expect((await closed).map(([code]) => code)).toEqual([signedOutCode, signedOutCode]);
  expect(performance.now() - startedAt).toBeLessThan(withinMs);
});

test("a revoked token hears nothing more, not even what changes with its revocation", async () => {
  const secret = await desk.token("ops_manager");
  const { socket, messages } = await open({ authorization: `Bearer ${secret}` });
  const ticket = await desk.fill((ctx) => makeTicket(ctx));
  const closed = once(socket, "close");
  await desk.as("admin", async (ctx) => {
    const [token] = await ctx.tx.apiToken.findMany({ where: { user_id: desk.people.ops_manager.id } });
    ctx.emit("ticket.updated", { ticket_id: ticket.id });
    await revokeToken(ctx, token?.id ?? "");
  });
  expect((await closed)[0]).toBe(signedOutCode);
  expect(messages.filter(({ type }) => type === "changes")).toEqual([]);
});

test("signing out elsewhere leaves other sessions alone", async () => {
  const { socket, messages } = await openSession(randomUUID());
  await signOut({ sub: desk.people.ops_manager.id, session_id: randomUUID() }, null);
  await vi.waitFor(() => expect(JSON.stringify(messages)).toContain("user.changed"), 30_000);
  expect(socket.readyState).toBe(WebSocket.OPEN);
});

test("a token of someone whose role changes goes on with the new role, and reads everything again", async () => {
  const { messages } = await open({ authorization: `Bearer ${await desk.token("ops_manager")}` });
  const ticket = await desk.fill((ctx) => makeTicket(ctx));
  await desk.as("admin", (ctx) => updateUser(ctx, desk.people.ops_manager.id, { role: "driver" }));
  await vi.waitFor(() => expect(messages.map(({ type }) => type)).toContain("reset"), 30_000);
  await withOrganization(desk.actor("admin"), async (ctx) =>
    ctx.emit("ticket.updated", { ticket_id: ticket.id }),
  );
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(JSON.stringify(messages)).not.toContain(ticket.id);
});

test("a reader who does not take what is sent is told to read everything again once it does", async () => {
  const slow = await open({ authorization: `Bearer ${await desk.token("admin")}` });
  slow.socket.pause();
  const fields = Array.from({ length: 60_000 }, () => "title");
  for (let at = 0; at < 40; at += 1) {
    await withOrganization(desk.actor("admin"), async (ctx) =>
      ctx.emit("ticket.updated", { ticket_id: randomUUID(), fields }),
    );
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  slow.socket.resume();
  await vi.waitFor(() => expect(slow.messages.map(({ type }) => type)).toContain("reset"), 30_000);
  const before = slow.messages.length;
  await withOrganization(desk.actor("admin"), async (ctx) =>
    ctx.emit("ticket.updated", { ticket_id: randomUUID() }),
  );
  await vi.waitFor(() => expect(slow.messages.length).toBeGreaterThan(before), 30_000);
});

test("one person opens at most forty connections", async () => {
  const authorization = `Bearer ${await desk.token("admin")}`;
  await Promise.all(Array.from({ length: 40 }, () => open({ authorization })));
  await expect(open({ authorization })).rejects.toThrow("429");
});

async function openSession(id: string) {
  const { id: sub } = desk.people.ops_manager;
  const { session_version } = await desk.fill((ctx) => ctx.tx.user.findUniqueOrThrow({ where: { id: sub } }));
  const token = await encode({
    token: { sub, session_id: id, session_version },
    secret: env().DOCKET_SECRET,
  });
  return open({ cookie: `${sessionCookie}=${token}` });
}

async function open(headers: Record<string, string>) {
  const { port } = server.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}${realtimePath}`, { headers });
  const messages: ServerMessage[] = [];
  socket.on("message", (text) => messages.push(JSON.parse(String(text))));
  await once(socket, "message");
  return { socket, messages };
}
