import { createHash } from "node:crypto";
import { z } from "zod";
import { admitEvent } from "./admit-event";
import type { Connection } from "./database";
import { type Engine, type InngestEvent, organizationOf } from "./engine";
import { parseExpression } from "./expression";
import type { FunctionConfig } from "./function-config";
import { cancelRun, settleStep } from "./settle-step";
import { type NewRun, startRuns } from "./start-runs";
import { ulid } from "./ulid";

const eventSchema = z.looseObject({
  id: z.string().max(500).nullish(),
  name: z.string().min(1).max(500),
  data: z.record(z.string(), z.unknown()).nullish(),
  ts: z.number().nullish(),
});
const incoming = z.union([z.array(eventSchema).max(5_000), eventSchema.transform((event) => [event])]);

/**
 * Takes in events, all or none, and answers their ids. The SDK's seed gives events without an id the same one
 * when it repeats a request.
 */
export async function receiveEvents(engine: Engine, body: unknown, seed?: string): Promise<string[]> {
  const events = incoming.parse(body).map((event, index) => complete(event, seed && `${seed},${index}`));
  await engine.database.transaction((connection) => takeEvents(connection, engine, events));
  engine.wake();
  return events.map(({ id }) => id);
}

/** Lets events have their effects once: resume and cancel what waits for them, then start functions. */
export async function takeEvents(
  connection: Connection,
  engine: Engine,
  events: readonly InngestEvent[],
): Promise<void> {
  const names = [...new Set(events.map(({ name }) => name))];
  const triggered = new Map(names.map((name) => [name, listTriggered(engine, name)]));
  const awaited = await listAwaited(connection, engine, names);
  const relevant = events.filter(({ name }) => awaited.has(name) || (triggered.get(name)?.length ?? 0) > 0);
  const fresh = await keepFresh(connection, relevant);
  let waiting: NewRun[] = [];
  for (const event of fresh) {
    if (awaited.has(event.name)) {
      // What an earlier event of this request started may be what this one cancels.
      await startRuns(connection, waiting);
      waiting = [];
      await tellWaits(connection, engine, event);
    }
    for (const { fn, condition } of triggered.get(event.name) ?? []) {
      if (condition && !condition({ event })) continue;
      const run = await admitEvent(connection, fn, event);
      if (run) waiting.push(run);
    }
  }
  await startRuns(connection, waiting);
}

function complete(event: z.output<typeof eventSchema>, seed: string | undefined): InngestEvent {
  const seeded = seed && createHash("sha256").update(seed).digest("hex").slice(0, 32);
  return {
    ...event,
    id: event.id || seeded || ulid(),
    data: event.data ?? {},
    ts: event.ts || Date.now(),
  };
}

function listTriggered(engine: Engine, name: string) {
  const triggered: { fn: FunctionConfig; condition: FunctionConfig["events"][number]["condition"] }[] = [];
  for (const fn of engine.functions.values()) {
    const trigger = fn.events.find(({ name: wanted }) =>
      wanted.endsWith("*") ? name.startsWith(wanted.slice(0, -1)) : wanted === name,
    );
    if (trigger) triggered.push({ fn, condition: trigger.condition });
  }
  return triggered;
}

async function listAwaited(connection: Connection, engine: Engine, names: string[]): Promise<Set<string>> {
  const rows = await connection.query<{ name: string }>(
    "select name from unnest($1::text[]) name where exists (select from inngest.waits where event_name = name)",
    [names],
  );
  const cancelling = [...engine.functions.values()].flatMap(({ cancelOn }) =>
    cancelOn.map(({ event }) => event),
  );
  return new Set([...rows.map(({ name }) => name), ...cancelling.filter((name) => names.includes(name))]);
}

async function keepFresh(connection: Connection, events: InngestEvent[]): Promise<InngestEvent[]> {
  if (events.length === 0) return [];
  const unique = [...new Map(events.map((event) => [event.id, event])).values()];
  const rows = await connection.query<{ id: string }>(
    `insert into inngest.events (id, name, organization_id)
     select * from unnest($1::text[], $2::text[], $3::uuid[]) on conflict (id) do nothing returning id`,
    [unique.map(({ id }) => id), unique.map(({ name }) => name), unique.map(organizationOf)],
  );
  const fresh = new Set(rows.map(({ id }) => id));
  return unique.filter(({ id }) => fresh.has(id));
}

type Wait = {
  run_id: string;
  step_id: string | null;
  expression: string | null;
  events: InngestEvent[];
};

async function tellWaits(connection: Connection, engine: Engine, event: InngestEvent): Promise<void> {
  const waits = await connection.query<Wait>(
    `select w.run_id, w.step_id, w.expression, r.events from inngest.waits w join inngest.runs r on r.id = w.run_id
     where w.event_name = $1 and (w.match_value is null or w.match_value = any ($2))
       and (w.expires_at is null or w.expires_at > now()) order by w.id`,
    [event.name, listValues(event)],
  );
  for (const { run_id, step_id, expression, events } of waits) {
    if (expression && !parseExpression(expression)({ event: events[0], async: event })) continue;
    if (step_id === null)
      await cancelRun(connection, engine, run_id, `The event ${event.name} cancelled it.`);
    else await settleStep(connection, run_id, step_id, { data: event });
  }
}

/** Every field of the event as "path=value", as waits are looked up by. */
function listValues(value: unknown, path = "", depth = 0): string[] {
  const own = path === "" ? [] : [`${path}=${JSON.stringify(value ?? null)}`];
  if (value === null || typeof value !== "object" || Array.isArray(value) || depth > 5) return own;
  return [
    ...own,
    ...Object.entries(value).flatMap(([name, field]) =>
      listValues(field, path === "" ? name : `${path}.${name}`, depth + 1),
    ),
  ];
}
