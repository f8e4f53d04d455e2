import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import next from "next";
import sirv from "sirv";
import { startInngest } from "@/inngest/platform/start-inngest";
import { backgroundTasks } from "@/lib/background-tasks";
import { liveRules } from "@/lib/live-rules";
import { isAllowedHost, refuseForeignHost } from "@/lib/platform/allowed-hosts";
import { startBackground } from "@/lib/platform/background";
import { closeDatabase } from "@/lib/platform/database/client";
import { env } from "@/lib/platform/env";
import { closeMail } from "@/lib/platform/mail";
import { attachRealtime } from "@/lib/platform/realtime/attach-realtime";
import { closeRedis } from "@/lib/platform/redis";
import { setSecurityHeaders } from "@/lib/platform/security-headers";
import { listen } from "./bin/listen";

export type RunningServer = { port: number; stop(): Promise<void> };

export type ServerOptions = { host: string; port: number; isDevelopment: boolean };

const staticPath = "/_next/static/";
const addressHeader = "x-docket-client-address";
const pathHeader = "x-docket-path";
const drainMs = 5_000;

/** HTTP, live updates and background work in one process. */
export async function startServer({ host, port, isDevelopment }: ServerOptions): Promise<RunningServer> {
  const app = next({
    dev: isDevelopment,
    dir: import.meta.dirname,
    hostname: host,
    port,
    turbopack: isDevelopment,
    // Next answers upgrades of the server it finds too, and ends those that match a route: it finds one without any.
    httpServer: createServer(),
  });
  await app.prepare();
  const answer = app.getRequestHandler();
  const answerStatic = isDevelopment ? undefined : staticFiles();
  const server = createServer(async (request, response) => {
    if (await refuseForeignHost(request, response)) return;
    nameClient(request);
    namePath(request);
    setSecurityHeaders(request, response);
    if (answerStatic && request.url?.startsWith(staticPath)) {
      request.url = request.url.slice(staticPath.length - 1);
      return answerStatic(request, response);
    }
    void answer(request, response);
  });
  server.keepAliveTimeout = 65_000;
  // An upload of some hundred megabytes may take its time; headers are still expected within a minute.
  server.requestTimeout = 3_600_000;
  server.on("upgrade", (request) => {
    nameClient(request);
    // Without credentials nobody is let in.
    if (!isAllowedHost(request.headers.host)) request.headers = {};
  });
  const upgrade = app.getUpgradeHandler();
  // Next upgrades connections in development alone; any other would stay open for ever.
  const realtime = attachRealtime(server, liveRules, (request, socket, head) =>
    isDevelopment ? void upgrade(request, socket, head) : socket.destroy(),
  );
  await listen(server, host, port);
  const background = startBackground(backgroundTasks);
  const { port: actualPort } = server.address() as AddressInfo;
  const inngest = await startInngest(ownOrigin(host, actualPort));
  return {
    port: actualPort,
    stop: async () => {
      await inngest.stop();
      const drained = drain(server);
      await realtime.stop();
      await drained;
      await background.stop();
      await app.close();
      await closeDatabase();
      closeMail();
      await closeRedis();
    },
  };
}

/** Where this process reaches itself. */
function ownOrigin(host: string, port: number): string {
  const isEverywhere = host === "0.0.0.0" || host === "::";
  const name = isEverywhere ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/** Scripts and styles of the build, as `bin/compress-static.ts` packed them; their names change with their content. */
function staticFiles() {
  return sirv(join(import.meta.dirname, ".next/static"), {
    brotli: true,
    gzip: true,
    etag: true,
    immutable: true,
    maxAge: 31_536_000,
  });
}

/** Only this server may say who is calling; a proxy in front is believed as far as TRUSTED_PROXIES says. */
function nameClient(request: IncomingMessage): void {
  const forwarded = String(request.headers["x-forwarded-for"] ?? "").split(",");
  const trusted = env().TRUSTED_PROXIES;
  const named = trusted > 0 ? forwarded.at(-trusted)?.trim().slice(0, 45) : undefined;
  request.headers[addressHeader] = named || request.socket.remoteAddress?.replace(/^::ffff:/, "") || "";
}

/** Next tells layouts no query; the ticket list renders from it, and signing in leads back to it. */
function namePath(request: IncomingMessage): void {
  request.headers[pathHeader] = (request.url ?? "/").replace(/[?&]_rsc=[^&]*$/, "");
}

/** Requests under way may finish; idle connections close now, and after a while the rest. */
function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), drainMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
