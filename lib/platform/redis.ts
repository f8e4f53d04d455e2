import type { Finding } from "./database/examine";
import { env } from "./env";
import { logger } from "./logger";

export type RedisClient = Awaited<ReturnType<typeof createRedis>>;
type Shared = { url: string; opening: Promise<RedisClient>; client?: RedisClient };

// server.ts and Next's bundles each hold a copy of this module: they share one connection.
const store = globalThis as typeof globalThis & { docketRedis?: Shared };

const longestRetryMs = 2_000;

/** The shared connection while it stands; null without REDIS_URL and while Redis is away, which nobody waits for. */
export function redisNow(): RedisClient | null {
  const url = env().REDIS_URL;
  if (!url) return null;
  if (store.docketRedis?.url !== url) open(url);
  const client = store.docketRedis?.client;
  return client?.isReady ? client : null;
}

/** A connection of one's own, for subscribing; it reconnects and subscribes again by itself. */
export async function createRedis(url: string, name: string) {
  // Loaded only where it is used: the package brings every Redis module with it.
  const { createClient } = await import("redis");
  const client = createClient({
    url,
    name,
    // Whoever cannot send now has another way or counts by themselves; nothing waits for Redis to return.
    disableOfflineQueue: true,
    pingInterval: 3_000,
    socket: {
      connectTimeout: 2_000,
      socketTimeout: 10_000,
      reconnectStrategy: (retries) => Math.min(longestRetryMs, 100 * 2 ** retries),
    },
  });
  logState(client, name);
  return client;
}

/** What doctor says about REDIS_URL. */
export async function examineRedis(url: string): Promise<Finding> {
  const check = "Redis";
  const { host } = new URL(url);
  try {
    await pingRedis(url);
    return { check, status: "ok", message: `${host} answers` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { check, status: "problem", message: `${host} does not answer (${reason}): check REDIS_URL` };
  }
}

/** Throws where Redis does not answer. */
export async function pingRedis(url: string): Promise<void> {
  const { createClient } = await import("redis");
  const client = createClient({ url, socket: { connectTimeout: 2_000, reconnectStrategy: false } });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.ping();
  } finally {
    client.destroy();
  }
}

export async function closeRedis(): Promise<void> {
  const shared = store.docketRedis;
  store.docketRedis = undefined;
  if (shared) endRedis(await shared.opening);
}

export function endRedis(client: RedisClient): void {
  if (client.isOpen) client.destroy();
}

function open(url: string): void {
  const shared: Shared = { url, opening: createRedis(url, "docket") };
  store.docketRedis = shared;
  void shared.opening.then((client) => {
    shared.client = client;
    if (store.docketRedis === shared) client.connect().catch(() => undefined);
  });
}

type Emitter = { on: (event: "error" | "ready", listener: (error: Error) => void) => unknown };

function logState(client: Emitter, name: string): void {
  let isDown = false;
  client.on("error", (error) => {
    if (!isDown)
      logger.warn(
        { err: error, connection: name },
        "Redis cannot be reached: changes go through PostgreSQL and limits count per process until it is back.",
      );
    isDown = true;
  });
  client.on("ready", () => {
    if (isDown) logger.info({ connection: name }, "Redis is back.");
    isDown = false;
  });
}
