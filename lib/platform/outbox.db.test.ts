import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Desk, makeDesk, withOwner } from "@/prisma/seed/desk";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { database } from "./database/client";
import { setEnv } from "./env";
import { pruneOutbox, sendOutbox, startOutbox } from "./outbox";

useTestDatabase();

type Sent = { id: string; name: string; ts: number; data: Record<string, unknown> };
let desk: Desk;
let server: Server;
let received: Sent[] = [];
let answers: number[] = [];

beforeAll(async () => {
  desk = await makeDesk();
  server = createServer(async (request, response) => {
    let text = "";
    for await (const part of request) text += part;
    const events = JSON.parse(text) as Sent[];
    const status = answers.shift() ?? 200;
    if (status === 200) received.push(...events);
    response.writeHead(status).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  setEnv({
    INNGEST_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    INNGEST_EVENT_KEY: "key",
  });
});
afterAll(() => {
  server.close();
  setEnv({ INNGEST_BASE_URL: undefined, INNGEST_EVENT_KEY: undefined });
});
beforeEach(async () => {
  await sendOutbox();
  received = [];
  answers = [];
});

const emit = (count: number) =>
  desk.as("ops_manager", async (ctx) => {
    for (let number = 1; number <= count; number++) ctx.emit("test.counted", { number });
  });

test("sends each event once, in order, with its row's id, organization and actor", async () => {
  await emit(3);
  expect(await sendOutbox()).toBe(3);
  expect(received.map(({ data }) => data.number)).toEqual([1, 2, 3]);
  expect(received[0]).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    name: "test.counted",
    ts: expect.any(Number),
    data: {
      organization_id: desk.organization.id,
      actor_id: desk.people.ops_manager.id,
      actor_role: "ops_manager",
    },
  });
  expect(await sendOutbox()).toBe(0);
});

test("keeps what could not be sent, and two senders at once send nothing twice", async () => {
  await emit(250);
  answers = [503];
  await expect(sendOutbox()).rejects.toThrow("answered 503");
  await Promise.all([sendOutbox(), sendOutbox()]);
  await sendOutbox();
  expect(received.map(({ data }) => data.number)).toEqual(Array.from({ length: 250 }, (_, i) => i + 1));
});

test("one event that is refused for good does not hold up the others", async () => {
  await emit(3);
  answers = [400, 200, 400, 200];
  await sendOutbox();
  expect(received.map(({ data }) => data.number)).toEqual([1, 3]);
  expect(await sendOutbox()).toBe(0);
});

test("a commit in this process wakes the sender at once", async () => {
  const outbox = startOutbox();
  await new Promise((resolve) => setTimeout(resolve, 200));
  const startedAt = performance.now();
  await emit(1);
  while (received.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  expect(performance.now() - startedAt).toBeLessThan(500);
  await outbox.stop();
});

test("forgets sent events after a week, and never unsent ones", async () => {
  await emit(2);
  await sendOutbox();
  await emit(1);
  await withOwner(async (owner) => {
    await owner.query("select set_config('app.maintenance', 'on', false)");
    await owner.query("update outbox set sent_at = now() - interval '8 days' where sent_at is not null");
  });
  await pruneOutbox();
  const [row] = await database().$queryRaw<{ unsent: bigint }[]>`select unsent from outbox_lag()`;
  expect(row?.unsent).toBe(1n);
  const left = await desk.fill((ctx) => ctx.tx.outboxEvent.count());
  expect(left).toBe(1);
});

test("no request's transaction can read the outbox across organizations", async () => {
  await expect(
    desk.as("admin", (ctx) => ctx.tx.$queryRaw`select * from take_outbox(10)`),
  ).rejects.toMatchObject({ code: "not_found" });
});
