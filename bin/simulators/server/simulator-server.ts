import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { listen } from "@/bin/listen";
import type { SimFile } from "../world/types";
import { CallLog } from "./call-log";
import { answerControl, controlPrefix } from "./control";
import type { Desk, DeskParts, Plan, Right, Route, SimRequest, SimResponse } from "./desk";
import { breakOff, type Faults } from "./faults";
import { fileOf } from "./files";
import { type Keys, rightsOf } from "./keys";
import { RateLimit } from "./rate-limit";

export type SimulatorOptions = DeskParts & {
  desk: Desk;
  keys: Keys;
  faults: Faults;
  plan: Plan;
  host: string;
  port: number;
  /** How long a minute of the limits lasts; shorter only where a test has no minute. */
  minuteMs?: number;
};

export type Simulator = { url: string; calls: CallLog; stop: () => Promise<void> };

export async function startSimulatorServer(options: SimulatorOptions): Promise<Simulator> {
  const calls = new CallLog();
  const limit = new RateLimit(options.desk.limits[options.plan], options.minuteMs ?? 60_000);
  const server = createServer((request, response) => {
    answer({ ...options, calls, limit }, request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500).end(String(error));
      else response.destroy();
    });
  });
  server.keepAliveTimeout = 30_000;
  await listen(server, options.host, options.port);
  const { port } = server.address() as AddressInfo;
  return { url: `http://${options.host}:${port}`, calls, stop: () => stop(server) };
}

export type Running = SimulatorOptions & { calls: CallLog; limit: RateLimit };

async function answer(running: Running, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", `http://${request.headers.host ?? running.host}`);
  const content = await readContent(request);
  if (url.pathname.startsWith(controlPrefix))
    return answerControl(running, request, response, url, content.toString("utf8"));
  const { faults, calls, world, desk } = running;
  response.sendDate = false;
  response.setHeader("date", new Date(world.now()).toUTCString());
  const route = desk.routes.find((each) => each.method === request.method && each.pattern.test(url.pathname));
  const type = request.headers["content-type"] ?? "";
  const asked = {
    ...readRequest(url, route),
    ...(await readBody(content, type)),
    content: { type, size: content.length },
  };
  const credits = route?.credits?.(asked) ?? 1;
  calls.count(route?.name ?? "unknown", credits);
  const struck = faults.before();
  if (struck === "timeout") return hang(running, response);
  if (struck) return send(running, response, failure(desk, struck, running));
  const allowance = running.limit.take(route?.kind, credits);
  const stormSeconds = faults.storm();
  if (allowance.total > 0)
    setHeaders(response, desk.rateHeaders(allowance.total, allowance.remaining, credits));
  if (stormSeconds !== null || !allowance.isAllowed) {
    response.setHeader("retry-after", stormSeconds ?? allowance.retryAfterSeconds);
    if (stormSeconds !== null) calls.failed("throttle_storm");
    return send(running, response, desk.refuse("throttled"));
  }
  const rights = rightsOf(running.keys, request.headers.authorization);
  send(running, response, respond(running, rights, route, asked));
}

function respond(
  { desk, faults, calls }: Running,
  rights: ReadonlySet<Right> | null,
  route: Route | undefined,
  asked: SimRequest,
): SimResponse {
  if (!rights) return desk.refuse("unauthenticated");
  if (!route) return desk.refuse("not_found");
  if (route.right && !rights.has(route.right)) return desk.refuse("forbidden");
  return faults.disturb(route.handle(asked), (kind) => calls.failed(kind));
}

function send(running: Running, response: ServerResponse, answered: SimResponse): void {
  const { calls, faults } = running;
  calls.answered(answered.status);
  setHeaders(response, answered.headers ?? {});
  response.statusCode = answered.status;
  if (answered.body === undefined) {
    response.end();
    return;
  }
  const isText = typeof answered.body === "string";
  const text = isText ? String(answered.body) : JSON.stringify(answered.body);
  if (!response.hasHeader("content-type"))
    response.setHeader("content-type", isText ? "text/html" : "application/json; charset=utf-8");
  const broken = answered.status < 300 ? faults.after() : null;
  if (broken) {
    calls.failed(broken);
    breakOff(response, text, broken);
    return;
  }
  response.setHeader("content-length", Buffer.byteLength(text));
  response.end(text);
}

function failure(desk: Desk, struck: "error_500" | "error_html", { calls }: Running): SimResponse {
  calls.failed(struck);
  if (struck === "error_500") return desk.refuse("failed");
  return { status: 502, body: "<html><body><h1>502 Bad Gateway</h1></body></html>" };
}

/** The call is taken and never answered; the connection ends long after any caller's patience. */
function hang({ calls, faults }: Running, response: ServerResponse): void {
  calls.failed("timeout");
  calls.answered("none");
  const timer = setTimeout(() => response.destroy(), faults.timeoutMs);
  timer.unref();
  response.once("close", () => clearTimeout(timer));
}

function readRequest(url: URL, route: Route | undefined): Omit<SimRequest, "body" | "files" | "content"> {
  return {
    params: route?.pattern.exec(url.pathname)?.slice(1) ?? [],
    path: url.pathname,
    query: url.searchParams,
    origin: url.origin,
  };
}

async function readBody(content: Buffer, type: string): Promise<Pick<SimRequest, "body" | "files">> {
  if (type.startsWith("multipart/form-data")) return readForm(content, type);
  try {
    const value: unknown = JSON.parse(content.toString("utf8") || "{}");
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return { body: isObject ? (value as Record<string, unknown>) : {}, files: [] };
  } catch {
    return { body: {}, files: [] };
  }
}

/** A form knows texts alone. */
async function readForm(content: Buffer, type: string): Promise<Pick<SimRequest, "body" | "files">> {
  const form = await new Response(new Uint8Array(content), { headers: { "content-type": type } }).formData();
  const body: Record<string, unknown> = {};
  const files: SimFile[] = [];
  for (const [name, value] of form) {
    if (typeof value === "string")
      body[name] = value === "true" || value === "false" ? value === "true" : value;
    else if (name === "attachments[]") files.push(fileOf(value.name, value.type, value.size));
  }
  return { body, files };
}

async function readContent(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function setHeaders(response: ServerResponse, headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
