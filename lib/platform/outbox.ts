import { database } from "./database/client";
import { env } from "./env";
import { logger } from "./logger";

type OutboxRow = {
  id: string;
  organization_id: string;
  name: string;
  data: Record<string, unknown>;
  actor_id: string | null;
  actor_role: string;
  created_at: Date;
};
type Transaction = Parameters<Parameters<ReturnType<typeof database>["$transaction"]>[0]>[0];

const batchRows = 200;
const sweepMs = 1_000;
const sendTimeoutMs = 10_000;
const keepSentDays = 7;
const cloudUrl = "https://inn.gs";
const devServerUrl = "http://localhost:8288";

// A route's bundle emits and server.ts sends, each with its own copy of this module.
const store = globalThis as typeof globalThis & { docketWakeOutbox?: () => void };

/** After a commit that wrote events: they leave at once instead of with the next sweep. */
export function wakeOutbox(): void {
  store.docketWakeOutbox?.();
}

/**
 * Sends what the outbox holds, woken by this process's commits and once a second for everyone else's, until
 * stopped. Several processes may do so; one sends at a time.
 */
export function startOutbox(): { stop: () => Promise<void> } {
  const controller = new AbortController();
  let wake: () => void = () => undefined;
  let isWoken = false;
  store.docketWakeOutbox = () => {
    isWoken = true;
    wake();
  };
  const loop = async () => {
    while (!controller.signal.aborted) {
      isWoken = false;
      await sendOutbox(controller.signal).catch((error: unknown) =>
        logger.warn({ err: error }, "Events could not be sent; they stay in the outbox and are tried again."),
      );
      if (isWoken) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, sweepMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const running = loop();
  return {
    stop: async () => {
      controller.abort();
      wake();
      await running;
    },
  };
}

/** Everything unsent in its order; answers how many events left. What fails stays for the next call. */
export async function sendOutbox(signal?: AbortSignal): Promise<number> {
  let sent = 0;
  while (!signal?.aborted) {
    const batch = await database().$transaction(sendBatch, { timeout: 60_000, maxWait: 5_000 });
    sent += batch;
    if (batch < batchRows) break;
  }
  return sent;
}

/** Sent events are kept for a week, so that a day can be looked into. */
export async function pruneOutbox(): Promise<void> {
  await database().$queryRaw`select prune_outbox(make_interval(days => ${keepSentDays}::int))`;
}

async function sendBatch(tx: Transaction): Promise<number> {
  const rows = await tx.$queryRaw<OutboxRow[]>`select * from take_outbox(${batchRows}::int)`;
  if (rows.length === 0) return 0;
  const refusal = await post(rows);
  // One event nobody takes must not hold up all that follow.
  if (refusal) for (const row of rows) await postAlone(row);
  await tx.$queryRaw`select mark_outbox_sent(${rows.map(({ id }) => id)}::uuid[])`;
  return rows.length;
}

async function postAlone(row: OutboxRow): Promise<void> {
  const refusal = await post([row]);
  if (refusal) logger.error({ eventId: row.id, event: row.name, refusal }, "An event was refused for good.");
}

/** Undefined once accepted, the reason where these events themselves are refused; all else is thrown and retried. */
async function post(rows: OutboxRow[]): Promise<string | undefined> {
  const { INNGEST_EVENT_KEY } = env();
  const response = await fetch(new URL(`/e/${INNGEST_EVENT_KEY ?? "docket"}`, eventAddress()), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(rows.map(toEvent)),
    signal: AbortSignal.timeout(sendTimeoutMs),
  });
  const answer = await response.text();
  if (response.ok) return undefined;
  if (response.status === 400 || response.status === 413 || response.status === 422) return answer;
  throw new Error(`The Inngest server answered ${response.status}: ${answer.slice(0, 200)}`);
}

function eventAddress(): string {
  const { INNGEST_BASE_URL, INNGEST_DEV } = env();
  if (INNGEST_BASE_URL) return INNGEST_BASE_URL;
  if (INNGEST_DEV?.startsWith("http")) return INNGEST_DEV;
  return INNGEST_DEV === "1" || INNGEST_DEV === "true" ? devServerUrl : cloudUrl;
}

/** The event's id is its row's, by which the server knows a repeated one. */
function toEvent(row: OutboxRow) {
  const { id, organization_id, name, data, actor_id, actor_role, created_at } = row;
  return { id, name, ts: created_at.getTime(), data: { ...data, organization_id, actor_id, actor_role } };
}
