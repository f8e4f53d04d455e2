import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { LiveStream } from "@/components/shared/live-stream";
import { type Desk, makeDesk, withOwner } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { type LiveProcess, startLiveProcess } from "@/prisma/seed/live-process";
import { useTestDatabase } from "@/prisma/seed/test-database";

useTestDatabase();
let desk: Desk;
let processes: LiveProcess[] = [];
let balancer: Balancer;

beforeAll(async () => {
  desk = await makeDesk();
  processes = await Promise.all([startLiveProcess(), startLiveProcess()]);
  balancer = await startBalancer(processes.map(({ port }) => port));
});
afterAll(async () => {
  vi.unstubAllGlobals();
  balancer.server.close();
  await Promise.all(processes.map((one) => one.kill()));
});

test("a browser cut off again and again shows in the end what the database holds", {
  timeout: 180_000,
}, async () => {
  const tickets = await desk.fill(async (ctx) => {
    const made: { id: string }[] = [];
    while (made.length < 12) made.push(await makeTicket(ctx, { title: "Not yet changed by anyone" }));
    return made;
  });
  const browser = await openBrowser("ops_manager");
  await vi.waitFor(() => expect(balancer.count()).toBe(1), 30_000);
  const changing = changeAll(tickets, 120);
  const cutting = cutUntil(changing);
  await changing;
  await cutting;
  const stored = await readTitles();
  await vi.waitFor(() => expect(Object.fromEntries(browser.titles)).toEqual(stored), {
    timeout: 60_000,
    interval: 100,
  });
  expect(balancer.cuts()).toBeGreaterThan(3);
  expect(browser.resets()).toBe(0);
  browser.close();
});

test("a browser away for longer than changes are kept is told to read everything again", async () => {
  const [ticket] = await desk.fill(async (ctx) => [await makeTicket(ctx)]);
  await withOwner(async (owner) => {
    await processes[0]?.rename(desk.actor("admin"), ticket?.id ?? "", "Changed and long forgotten");
    await vi.waitFor(async () => {
      const { rows } = await owner.query("select trim_live_changes('0 seconds')");
      expect(Number(rows[0]?.trim_live_changes)).toBeGreaterThan(0);
    }, 5_000);
  });
  const fresh = await startLiveProcess();
  balancer.targets.splice(0, 2, fresh.port);
  const browser = await openBrowser("ops_manager", Date.now() - 3_600_000);
  await vi.waitFor(() => expect(browser.resets()).toBe(1), 30_000);
  browser.close();
  await fresh.kill();
});

/** The desk's own stream in front of a store that reads again what it is told has changed. */
async function openBrowser(role: "ops_manager", since = Date.now()) {
  const headers = { authorization: `Bearer ${await desk.token(role)}` };
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("location", { protocol: "http:", host: `127.0.0.1:${balancer.port}` });
  vi.stubGlobal(
    "WebSocket",
    class extends WebSocket {
      constructor(address: string) {
        super(address, { headers });
        this.on("error", () => undefined);
      }
    },
  );
  const titles = new Map(Object.entries(await readTitles()));
  let resets = 0;
  const stream = new LiveStream("someone", since);
  let reading = Promise.resolve();
  stream.onChanges((events) => {
    const isReset = events.some(({ name }) => name === "resync");
    if (isReset) resets += 1;
    const ids = isReset ? null : new Set(events.map(({ data }) => String(data.ticket_id)));
    reading = reading.then(async () => {
      for (const [id, title] of Object.entries(await readTitles()))
        if (ids === null || ids.has(id)) titles.set(id, title);
    });
  });
  const close = stream.open();
  return { titles, resets: () => resets, close };
}

async function readTitles(): Promise<Record<string, string>> {
  const rows = await desk.fill((ctx) => ctx.tx.ticket.findMany({ select: { id: true, title: true } }));
  return Object.fromEntries(rows.map(({ id, title }) => [id, title]));
}

async function changeAll(tickets: { id: string }[], times: number): Promise<void> {
  for (let at = 0; at < times; at += 1) {
    const ticket = tickets[(at * 7) % tickets.length];
    await processes[at % 2]?.rename(desk.actor("admin"), ticket?.id ?? "", `Title number ${at} of many`);
    await pause(10);
  }
}

/** Connections break at any moment, and stay away for a while. */
async function cutUntil(end: Promise<void>): Promise<void> {
  let isOver = false;
  void end.then(() => {
    isOver = true;
  });
  while (!isOver) {
    await pause(Math.random() * 500);
    balancer.cut();
  }
}

type Balancer = {
  server: Server;
  port: number;
  targets: number[];
  cut: () => void;
  count: () => number;
  cuts: () => number;
};

/** Hands each connection to the next process, and can cut all of them without a word. */
async function startBalancer(targets: number[]): Promise<Balancer> {
  const sockets = new Set<Socket>();
  let turn = 0;
  let cuts = 0;
  const server = createServer((socket) => {
    turn += 1;
    const target = connect(targets[turn % targets.length] ?? 0, "127.0.0.1");
    sockets.add(socket);
    const end = () => {
      sockets.delete(socket);
      socket.destroy();
      target.destroy();
    };
    for (const side of [socket, target]) side.on("error", end).on("close", end);
    socket.pipe(target).pipe(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    server,
    port: (server.address() as AddressInfo).port,
    targets,
    cut: () => {
      cuts += sockets.size;
      for (const socket of sockets) socket.resetAndDestroy();
    },
    count: () => sockets.size,
    cuts: () => cuts,
  };
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
