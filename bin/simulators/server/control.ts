import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { changeKinds } from "../world/changes";
import { plans, type Truth } from "./desk";
import { faultKinds } from "./faults";
import type { Running } from "./simulator-server";

export const controlPrefix = "/_simulator";

const faultsInput = z.partialRecord(z.enum(faultKinds), z.number().min(0).max(1)).and(
  z.object({
    timeout_ms: z.number().int().positive().optional(),
    storm_ms: z.number().int().positive().optional(),
    skew_seconds: z.number().int().optional(),
  }),
);
const changeInput = z.object({
  kind: z.enum(changeKinds),
  ticket_id: z.number().int().positive().optional(),
  count: z.number().int().positive().max(100_000).default(1),
  fields: z.record(z.string(), z.unknown()).default({}),
});

/** What no vendor offers: look at the whole truth, change it, break the line, count the calls. */
export async function answerControl(
  running: Running,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  text: string,
): Promise<void> {
  const what = `${request.method} ${url.pathname.slice(controlPrefix.length)}`;
  if (what === "GET /truth") return streamTruth(running, response, url);
  try {
    const body = control(running, what, text);
    response.setHeader("content-type", "application/json; charset=utf-8");
    response.writeHead(body === undefined ? 404 : 200).end(JSON.stringify(body ?? { error: routesHint }));
  } catch (error) {
    const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    response.writeHead(400, { "content-type": "application/json" }).end(JSON.stringify({ error: message }));
  }
}

const routesHint =
  "Ask GET /_simulator, /_simulator/truth, /_simulator/calls or /_simulator/directory, DELETE /_simulator/calls, POST /_simulator/changes, /_simulator/faults or /_simulator/plan.";

function control(running: Running, what: string, text: string): unknown {
  const { world, faults, calls, desk } = running;
  if (what === "GET ")
    return {
      vendor: desk.vendor,
      seed: world.options.seed,
      until: new Date(world.origin.until).toISOString(),
      last_ticket_id: world.index.last,
      now: new Date(world.now()).toISOString(),
      keys: [...running.keys].map(([key, rights]) => ({ key, rights: [...rights] })),
      faults: faults.plan,
    };
  if (what === "GET /calls") return calls.report();
  if (what === "DELETE /calls") {
    calls.reset();
    return calls.report();
  }
  if (what === "GET /directory") return world.directory;
  if (what === "GET /faults") return faults.plan;
  if (what === "POST /faults") return setFaults(running, text);
  if (what === "POST /plan") return setPlan(running, text);
  if (what === "POST /changes") return makeChanges(running, text);
  return undefined;
}

function setFaults({ faults, world }: Running, text: string): unknown {
  const { timeout_ms, storm_ms, skew_seconds, ...plan } = faultsInput.parse(JSON.parse(text || "{}"));
  faults.plan = plan;
  faults.timeoutMs = timeout_ms ?? faults.timeoutMs;
  faults.stormMs = storm_ms ?? faults.stormMs;
  world.skewSeconds = skew_seconds ?? world.skewSeconds;
  return plan;
}

/** The account moves to another plan; its limits hold from the next call on. */
function setPlan({ limit, desk }: Running, text: string): unknown {
  const { plan } = z.object({ plan: z.enum(plans) }).parse(JSON.parse(text || "{}"));
  limit.change(desk.limits[plan]);
  return { plan };
}

function makeChanges({ changes }: Running, text: string): unknown {
  const { kind, ticket_id: ticketId, count, fields } = changeInput.parse(JSON.parse(text || "{}"));
  const made = Array.from({ length: count }, () => changes.make(kind, ticketId, fields));
  return { changes: made.filter((change) => change !== null) };
}

async function streamTruth(running: Running, response: ServerResponse, url: URL): Promise<void> {
  response.writeHead(200, { "content-type": "application/x-ndjson; charset=utf-8" });
  const { last } = running.world.index;
  const from = Number(url.searchParams.get("from") ?? 1);
  const until = Math.min(last, Number(url.searchParams.get("until") ?? last));
  // Somebody who stops reading is no failure.
  await pipeline(Readable.from(truthLines(running, from, until)), response).catch(() => undefined);
}

/** A line of JSON for every ticket that there is, thrown-away ones too; purged ones are in no line. */
function* truthLines({ world, desk }: Running, from: number, until: number): Generator<string> {
  for (let id = from; id <= until; id += 1) {
    const ticket = world.ticket(id);
    if (!ticket) continue;
    const truth: Truth = desk.told({
      ticket: { ...ticket, ...desk.codes(ticket) },
      conversations: world.conversations(id),
      time_entries: world.timeEntries(id),
    });
    yield `${JSON.stringify(truth)}\n`;
  }
}
