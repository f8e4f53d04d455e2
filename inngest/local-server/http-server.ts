import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { z } from "zod";
import type { Engine } from "./engine";
import { receiveEvents } from "./receive-events";
import type { Registry } from "./registry";
import { cancelRun } from "./settle-step";
import { hashSigningKey, isSame } from "./signature";

const largestBody = 8 * 1024 * 1024;

class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

type Call = { request: IncomingMessage; path: string[]; body: unknown };
type Answer = { status?: number; body: unknown };

/** The interface that an Inngest server shows to SDKs: registration, events, runs. */
export function createInngestServer(engine: Engine, registry: Registry): Server {
  return createServer((request, response) => {
    answer(engine, registry, request)
      .then(({ status = 200, body }) => send(response, status, body))
      .catch((error: unknown) => send(response, ...explain(engine, error)));
  });
}

async function answer(engine: Engine, registry: Registry, request: IncomingMessage): Promise<Answer> {
  const path = new URL(request.url ?? "/", "http://localhost").pathname.split("/").filter(Boolean);
  const [first, second, third, fourth] = path;
  const call: Call = { request, path, body: await readBody(request) };
  if (path.length === 0 || first === "health" || first === "dev")
    return { body: { status: 200, message: "OK" } };
  if (first === "e" && second && request.method === "POST") return takeEvents(engine, call);
  requireSigningKey(engine, request);
  if (first === "fn" && second === "register" && request.method === "POST") {
    const modified = await registry.register(call.body);
    engine.wake();
    return { body: { ok: true, status: 200, modified, error: "" } };
  }
  if (first === "v0" && second === "runs" && third && fourth) return readRun(engine, third, fourth);
  if (first === "v1" && second === "runs" && third) return manageRun(engine, third, request.method ?? "GET");
  throw new Refusal(404, `There is nothing at ${request.method} /${path.join("/")}.`);
}

async function takeEvents(engine: Engine, { request, path, body }: Call): Promise<Answer> {
  if (engine.eventKey && !isSame(path[1] ?? "", engine.eventKey))
    throw new Refusal(401, "The event key is wrong.");
  const seed = request.headers["x-inngest-event-id-seed"];
  return {
    body: {
      ids: await receiveEvents(engine, body, typeof seed === "string" ? seed : undefined),
      status: 200,
    },
  };
}

/** What the SDK fetches when it is told to, instead of receiving it with the request. */
async function readRun(engine: Engine, id: string, part: string): Promise<Answer> {
  const [run] = await engine.database.query<{ events: unknown[] }>(
    "select events from inngest.runs where id = $1",
    [id],
  );
  if (!run) throw new Refusal(404, "There is no such run.");
  if (part === "batch") return { body: run.events };
  const steps = await engine.database.query<{ id: string; data: unknown; error: unknown }>(
    "select id, data, error from inngest.steps where run_id = $1 and status in ('completed', 'failed') order by ordinal",
    [id],
  );
  return {
    body: Object.fromEntries(
      steps.map((step) => [
        step.id,
        step.error ? { type: "error", error: step.error } : { type: "data", data: step.data },
      ]),
    ),
  };
}

async function manageRun(engine: Engine, id: string, method: string): Promise<Answer> {
  if (method === "DELETE") {
    await engine.database.transaction((connection) =>
      cancelRun(connection, engine, id, "Cancelled through the API."),
    );
    return { body: { status: 200 } };
  }
  const [run] = await engine.database.query(
    `select id as run_id, function_id, status, output, error, created_at as run_started_at, ended_at
     from inngest.runs where id = $1`,
    [id],
  );
  if (!run) throw new Refusal(404, "There is no such run.");
  return { body: { data: run } };
}

function requireSigningKey({ signingKey }: Engine, request: IncomingMessage): void {
  if (!signingKey) return;
  const given = request.headers.authorization?.replace(/^Bearer /, "") ?? "";
  if (!isSame(given, hashSigningKey(signingKey))) throw new Refusal(401, "The signing key is wrong.");
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > largestBody) throw new Refusal(413, "The body is larger than 8 MB.");
    parts.push(part);
  }
  if (size === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    throw new Refusal(400, "The body is not JSON.");
  }
}

function explain(engine: Engine, error: unknown): [number, unknown] {
  if (error instanceof Refusal) return [error.status, { status: error.status, error: error.message }];
  if (error instanceof z.ZodError) return [400, { status: 400, error: z.prettifyError(error) }];
  if (error instanceof Error && error.message.startsWith("Function "))
    return [400, { status: 400, error: error.message }];
  engine.log.warn({ err: error }, "A request to the local Inngest server failed.");
  return [500, { status: 500, error: "The local Inngest server failed; try again." }];
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}
