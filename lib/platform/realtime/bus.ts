import { database } from "../database/client";
import { env } from "../env";
import { logger } from "../logger";
import { createRedis, endRedis, type RedisClient, redisNow } from "../redis";
import { listen } from "./listen";

export type Bus = {
  /** Whether messages may be passing by: Redis is set and this process cannot hear it. */
  isDeaf: () => boolean;
  stop: () => Promise<void>;
};

type Handlers = {
  onMessage: (channel: string, payload: string) => void;
  /** Messages may have been missed. */
  onGap: () => void;
};

/**
 * Hears what any process sends: by Redis where REDIS_URL is set, and by LISTEN always, since a sender that cannot
 * reach Redis falls back to it.
 */
export function openBus(channels: readonly string[], handlers: Handlers): Bus {
  const listener = listen(channels, handlers.onMessage, handlers.onGap);
  const url = env().REDIS_URL;
  // Connects, so that the first to send or count finds it standing.
  redisNow();
  const subscriber = url ? subscribe(url, channels, handlers) : undefined;
  return {
    isDeaf: () => subscriber !== undefined && !subscriber.isHearing(),
    stop: async () => {
      await subscriber?.stop();
      await listener.stop();
    },
  };
}

/** NOTIFY takes at most 8,000 bytes a payload; callers keep theirs below. */
export async function announce(channel: string, payloads: readonly string[]): Promise<void> {
  if (payloads.length === 0 || (await announceByRedis(channel, payloads))) return;
  await database().$queryRaw`select pg_notify(${channel}, p)::text from unnest(${payloads}::text[]) p`;
}

async function announceByRedis(channel: string, payloads: readonly string[]): Promise<boolean> {
  const redis = redisNow();
  if (!redis) return false;
  try {
    await Promise.all(payloads.map((payload) => redis.publish(channel, payload)));
    return true;
  } catch (error) {
    logger.debug({ err: error }, "Redis did not take a message; NOTIFY carries it.");
    return false;
  }
}

function subscribe(url: string, channels: readonly string[], { onMessage, onGap }: Handlers) {
  let client: RedisClient | undefined;
  let isStopped = false;
  let isHearing = false;
  const opening = createRedis(url, "docket-live").then(async (created) => {
    client = created;
    created.on("ready", () => {
      isHearing = true;
      onGap();
    });
    created.on("error", () => {
      isHearing = false;
    });
    await created.connect();
    for (const channel of channels)
      await created.subscribe(channel, (payload) => onMessage(channel, payload));
    // What was sent between connecting and subscribing.
    onGap();
  });
  opening.catch((error) => !isStopped && logger.error({ err: error }, "Subscribing at Redis failed."));
  return {
    isHearing: () => isHearing && client?.isReady === true,
    stop: async () => {
      isStopped = true;
      if (client) endRedis(client);
      await opening.catch(() => undefined);
    },
  };
}
