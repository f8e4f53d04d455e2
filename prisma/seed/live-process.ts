import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { liveRules } from "@/lib/live-rules";
import { setEnv } from "@/lib/platform/env";
import { type Actor, withOrganization } from "@/lib/platform/organization";
import { takeFromLimit } from "@/lib/platform/rate-limit";
import { attachRealtime } from "@/lib/platform/realtime/attach-realtime";
import { updateTicket } from "@/lib/tickets/update-ticket";

type Work = { rename: { ticketId: string; title: string } } | { take: true };
type Order = { id: number; actor: Actor; work: Work };
type Report = { port: number } | { done: number; answer: unknown };

export type LiveProcess = {
  port: number;
  /** Changes a ticket there, as a request to that process would. */
  rename: (actor: Actor, ticketId: string, title: string) => Promise<unknown>;
  /** Counts a request of the actor there, and answers how many are left. */
  take: (actor: Actor) => Promise<unknown>;
  kill: () => Promise<void>;
};

/** Another server process on the test's database: the live stream and verbs, without the pages. */
export async function startLiveProcess(redisUrl?: string): Promise<LiveProcess> {
  setEnv({ REDIS_URL: redisUrl });
  const child = fork(fileURLToPath(import.meta.url), ["serve"], { execArgv: ["--import", "tsx"] });
  setEnv({ REDIS_URL: undefined });
  const waiting = new Map<number, (answer: unknown) => void>();
  let orders = 0;
  const port = await new Promise<number>((resolve, reject) => {
    child.once("exit", () => reject(new Error("The process ended before it listened.")));
    child.on("message", (report: Report) => {
      if ("port" in report) return resolve(report.port);
      waiting.get(report.done)?.(report.answer);
      waiting.delete(report.done);
    });
  });
  const order = (actor: Actor, work: Work) =>
    new Promise((resolve) => {
      orders += 1;
      waiting.set(orders, resolve);
      child.send({ id: orders, actor, work } satisfies Order);
    });
  return {
    port,
    rename: (actor, ticketId, title) => order(actor, { rename: { ticketId, title } }),
    take: (actor) => order(actor, { take: true }),
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}

async function serve(): Promise<void> {
  const server = createServer();
  attachRealtime(server, liveRules, (_, socket) => socket.destroy());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  process.on("message", async ({ id, actor, work }: Order) => {
    process.send?.({ done: id, answer: await perform(actor, work) } satisfies Report);
  });
  process.on("disconnect", () => process.exit(0));
  process.send?.({ port: (server.address() as AddressInfo).port } satisfies Report);
}

async function perform(actor: Actor, work: Work): Promise<unknown> {
  if ("take" in work) return (await takeFromLimit(actor))["ratelimit-remaining"];
  const { ticketId, title } = work.rename;
  return withOrganization(actor, async (ctx) => void (await updateTicket(ctx, ticketId, { title })));
}

if (process.argv[2] === "serve" && process.argv[1] === fileURLToPath(import.meta.url)) await serve();
