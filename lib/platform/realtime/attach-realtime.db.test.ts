import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { liveRules } from "@/lib/live-rules";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { withOrganization } from "../organization";
import { attachRealtime } from "./attach-realtime";
import { type ChangeEvent, realtimePath, type ServerMessage } from "./protocol";

useTestDatabase();
let desk: Desk;
let server: Server;
let port: number;
let stop: () => Promise<void>;
beforeAll(async () => {
  desk = await makeDesk();
  server = createServer();
  ({ stop } = attachRealtime(server, liveRules, (_, socket) => socket.end()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  await stop();
  server.close();
});

test.each([
  ["an opaque origin", realtimePath, "Origin: null\r\n"],
  ["nonsense for an origin", realtimePath, "Origin: http://[\r\n"],
  ["an address that is none", "//", ""],
  ["a broken cookie", realtimePath, "Cookie: docket-session=%E0%A4%A\r\n"],
])("%s is refused and nothing breaks", async (_, path, header) => {
  const socket = upgrade(path, header);
  socket.resume();
  await once(socket, "close");
});

test("a client that resets its connection right away does not end the process", async () => {
  for (let at = 0; at < 20; at += 1) {
    const socket = upgrade(realtimePath, "");
    await once(socket, "connect");
    socket.resetAndDestroy();
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  const answer = upgrade(realtimePath, "").setEncoding("utf8");
  expect(String((await once(answer, "data"))[0])).toContain("401");
});

test("a token without tickets:read hears nothing", async () => {
  const socket = open(await desk.token("admin", ["entities:read"]));
  const [error] = await once(socket, "error");
  expect(String(error)).toContain("401");
});

test("a flood of messages ends the connection", async () => {
  const socket = open(await desk.token("ops_agent"));
  await once(socket, "open");
  for (let at = 0; at < 100; at += 1)
    socket.send(JSON.stringify({ type: "look", ticket_id: null, typing: null }));
  const [code] = await once(socket, "close");
  expect(code).toBe(1008);
});

test("a requester hears of their own tickets only, without words, people or notes", async () => {
  const own = await desk.fill((ctx) =>
    makeTicket(ctx, { created_by_id: desk.people.driver.id, created_by_role: "driver" }),
  );
  const other = await desk.fill((ctx) => makeTicket(ctx));
  const driver = await listen("driver");
  const manager = await listen("ops_manager");
  await withOrganization(desk.actor("admin"), async (ctx) => {
    ctx.emit("ticket.note_added", { ticket_id: own.id, mentions: [desk.people.admin.id] });
    ctx.emit("ticket.updated", { ticket_id: other.id, fields: ["title"] });
    ctx.emit("ticket.escalated", { ticket_id: own.id, reason: "The driver is under suspicion of fraud." });
  });
  await vi.waitFor(() => expect(manager).toHaveLength(3), { timeout: 30_000 });
  await vi.waitFor(() => expect(driver).not.toHaveLength(0), { timeout: 30_000 });
  expect(driver).toEqual([{ name: "ticket.escalated", data: { ticket_id: own.id }, actor_id: null }]);
  expect(JSON.stringify(manager)).not.toContain("fraud");
});

test("ten thousand changes in a row are told in few words", async () => {
  const socket = open(await desk.token("ops_manager"));
  const told: string[] = [];
  socket.on("message", (text) => told.push(String(text)));
  await once(socket, "message");
  for (let batch = 0; batch < 50; batch += 1)
    await withOrganization(desk.actor("admin"), async (ctx) => {
      for (let at = 0; at < 200; at += 1)
        ctx.emit("ticket.updated", { ticket_id: randomUUID(), fields: ["status"] });
      if (batch === 49) ctx.emit("view.saved", { view_id: randomUUID(), scope: "mine" });
    });
  // On a slow machine the log may outrun the connection: then a reset tells it to read everything anew.
  await vi.waitFor(() => expect(told.at(-1)).toMatch(/view\.saved|"type":"reset"/), { timeout: 30_000 });
  expect(told.length).toBeLessThan(60);
  expect(told.join("").length).toBeLessThan(200_000);
});

async function listen(role: "driver" | "ops_manager"): Promise<ChangeEvent[]> {
  const heard: ChangeEvent[] = [];
  const socket = open(await desk.token(role));
  socket.on("message", (text) => {
    const message = JSON.parse(String(text)) as ServerMessage;
    if (message.type === "changes") heard.push(...message.events.filter(({ name }) => name !== "resync"));
  });
  await once(socket, "open");
  return heard;
}

function open(token: string): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${port}${realtimePath}`, {
    headers: { authorization: `Bearer ${token}` },
  });
}

function upgrade(path: string, header: string): Socket {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${header}\r\n`,
  );
  return socket;
}
