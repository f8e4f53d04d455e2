import { once } from "node:events";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { type Desk, makeDesk, withOwner } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { type LiveProcess, startLiveProcess } from "@/prisma/seed/live-process";
import { findRedisServer, makeTestRedis, type TestRedis } from "@/prisma/seed/redis-server";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { type ClientMessage, realtimePath, type ServerMessage } from "./protocol";

useTestDatabase();
let desk: Desk;
let ticket: { id: string };
const open: WebSocket[] = [];
let renamed = 0;

beforeAll(async () => {
  desk = await makeDesk();
  ticket = await desk.fill((ctx) => makeTicket(ctx));
});
afterEach(() => {
  for (const socket of open.splice(0)) socket.terminate();
});

describe("two processes with PostgreSQL alone", () => {
  let first: LiveProcess;
  let second: LiveProcess;
  beforeAll(async () => {
    [first, second] = await Promise.all([startLiveProcess(), startLiveProcess()]);
  });
  afterAll(async () => {
    await first.kill();
    await second.kill();
  });

  test("a change in either is told by the other at once", async () => {
    const listeners = await Promise.all([listen(first), listen(second)]);
    for (const process of [first, second])
      expect(await usualDelay(process, listeners)).toBeLessThan(pushedWithinMs);
  });

  test("people at a ticket see each other from either", async () => {
    const here = await listen(first, "admin");
    here.look(ticket.id);
    await vi.waitFor(() => expect(here.people(ticket.id)).toEqual([]), 30_000);
    const there = await listen(second, "ops_manager");
    there.look(ticket.id, "reply");
    await vi.waitFor(() => {
      expect(here.people(ticket.id)).toMatchObject([
        { user_id: desk.people.ops_manager.id, typing: "reply" },
      ]);
      expect(there.people(ticket.id)).toMatchObject([{ user_id: desk.people.admin.id, typing: null }]);
    }, 5_000);
    there.socket.terminate();
    await vi.waitFor(() => expect(here.people(ticket.id)).toEqual([]), 30_000);
  });

  test("what a process committed and died before telling is told by another", async () => {
    const listener = await listen(second);
    await withOwner(async (owner) => {
      await owner.query("select set_config('app.organization_id', $1, false)", [desk.organization.id]);
      await owner.query("insert into outbox (name, data) values ('ticket.updated', $1)", [
        JSON.stringify({ ticket_id: ticket.id, fields: ["title"] }),
      ]);
    });
    await vi.waitFor(() => expect(listener.heard()).toHaveLength(1), 30_000);
  });
});

const redisServer = findRedisServer();

const withRedis = `two processes with Redis${redisServer ? "" : " (skipped: no redis-server)"}`;

describe.skipIf(!redisServer)(withRedis, () => {
  let redis: TestRedis;
  let first: LiveProcess;
  let second: LiveProcess;
  beforeAll(async () => {
    redis = await makeTestRedis();
    [first, second] = await Promise.all([startLiveProcess(redis.url), startLiveProcess(redis.url)]);
  });
  afterAll(async () => {
    await first?.kill();
    await second?.kill();
    await redis?.remove();
  });

  test("tell each other at once, without it too, and again when it is back", async () => {
    const listeners = await Promise.all([listen(first), listen(second)]);
    expect(await usualDelay(first, listeners)).toBeLessThan(pushedWithinMs);
    await redis.kill();
    await delay(second, listeners);
    expect(await usualDelay(first, listeners)).toBeLessThan(pushedWithinMs);
    await redis.start();
    await delay(second, listeners);
    expect(await usualDelay(second, listeners)).toBeLessThan(pushedWithinMs);
  });

  test("count a person's requests together, and each for itself while Redis is away", async () => {
    const driver = desk.actor("driver");
    const left = async (process: LiveProcess) => Number(await process.take(driver));
    const untilTogether = () =>
      vi.waitFor(async () => expect(await left(first)).toBe((await left(second)) + 1), {
        timeout: 30_000,
        interval: 200,
      });
    await untilTogether();
    const before = await left(second);
    await redis.kill();
    await vi.waitFor(async () => expect(await left(first)).toBeGreaterThan(before), 30_000);
    await redis.start();
    await untilTogether();
  });

  test("share who is at a ticket", async () => {
    const here = await listen(first, "admin");
    const there = await listen(second, "ops_manager");
    here.look(ticket.id);
    there.look(ticket.id);
    await vi.waitFor(
      () => expect(here.people(ticket.id)).toMatchObject([{ user_id: desk.people.ops_manager.id }]),
      5_000,
    );
  });
});

/** What the desk promises: a change in one process is told by the other within half a second. */
const pushedWithinMs = 500;

type Listening = Awaited<ReturnType<typeof listen>>;

/** The middle of five, since any one of them may have to wait for the rest of the machine. */
async function usualDelay(process: LiveProcess, listeners: Listening[]): Promise<number> {
  const delays: number[] = [];
  while (delays.length < 5) delays.push(await delay(process, listeners));
  return delays.sort((a, b) => a - b)[2] ?? 0;
}

/** From the request in one process until the last listener has heard of it. */
async function delay(process: LiveProcess, listeners: Listening[]): Promise<number> {
  renamed += 1;
  const before = listeners.map((listener) => listener.heard().length);
  const startedAt = performance.now();
  await process.rename(desk.actor("admin"), ticket.id, `Renamed as number ${renamed}`);
  await vi.waitFor(
    () => {
      for (const [at, listener] of listeners.entries())
        expect(listener.heard().length).toBeGreaterThan(before[at] ?? 0);
    },
    { timeout: 30_000, interval: 5 },
  );
  return performance.now() - startedAt;
}

async function listen({ port }: LiveProcess, role: "admin" | "ops_manager" = "ops_manager") {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${realtimePath}`, {
    headers: { authorization: `Bearer ${await desk.token(role)}` },
  });
  open.push(socket);
  const messages: ServerMessage[] = [];
  socket.on("message", (text) => messages.push(JSON.parse(String(text))));
  await once(socket, "message");
  return {
    socket,
    heard: () => messages.flatMap((message) => (message.type === "changes" ? message.events : [])),
    people: (ticketId: string) =>
      messages
        .flatMap((message) =>
          message.type === "presence" && message.ticket_id === ticketId ? [message.people] : [],
        )
        .at(-1),
    look: (ticketId: string, typing: ClientMessage["typing"] = null) =>
      socket.send(JSON.stringify({ type: "look", ticket_id: ticketId, typing } satisfies ClientMessage)),
  };
}
