import { env } from "./env";
import { AppError } from "./errors";
import type { Actor } from "./organization";
import { type RedisClient, redisNow } from "./redis";

type Bucket = { windowStart: number; used: number };
type Count = { used: number; resetSeconds: number };
export type LimitName = "bulk" | "sign_in";

const windowMs = 60_000;
// A request does not wait longer for a shared count than the count is worth.
const redisPatienceMs = 100;
const store = globalThis as typeof globalThis & { docketLimits?: Map<string, Bucket> };

/**
 * Counts one request of a token or person in the running minute; throws 429 above the limit. All processes count
 * together where REDIS_URL is set, and each for itself while Redis is away.
 */
export async function takeFromLimit(
  actor: Actor,
  name?: LimitName,
  now = Date.now(),
): Promise<Record<string, string>> {
  const limit = limitOf(name);
  const key = `${name ?? "general"}:${actor.tokenId ?? actor.userId ?? actor.ipAddress}`;
  const redis = redisNow();
  const shared = redis && (await countTogether(redis, key));
  const { used, resetSeconds } = shared ?? countAlone(key, now);
  if (used > limit) {
    throw new AppError(
      "rate_limited",
      `More than ${limit} requests in a minute. Try again in ${resetSeconds} s.`,
      {
        retry_after_seconds: resetSeconds,
        limit,
      },
    );
  }
  return {
    "ratelimit-limit": String(limit),
    "ratelimit-remaining": String(limit - used),
    "ratelimit-reset": String(resetSeconds),
  };
}

/** Passwords may be guessed at this endpoint, so it counts far more tightly. */
const signInsPerMinute = 10;

function limitOf(name: LimitName | undefined): number {
  if (name === "sign_in") return signInsPerMinute;
  return name === "bulk" ? env().RATE_LIMIT_BULK_PER_MINUTE : env().RATE_LIMIT_PER_MINUTE;
}

async function countTogether(redis: RedisClient, key: string): Promise<Count | null> {
  const name = `docket:limit:${key}`;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const impatience = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), redisPatienceMs);
  });
  const counting = redis
    .multi()
    .set(name, 0, { expiration: { type: "PX", value: windowMs }, condition: "NX" })
    .incr(name)
    .pTTL(name)
    .execTyped()
    .then(([, used, leftMs]) => ({ used, resetSeconds: inSeconds(leftMs) }))
    .catch(() => null);
  const count = await Promise.race([counting, impatience]);
  clearTimeout(timer);
  return count;
}

function countAlone(key: string, now: number): Count {
  const bucket = bucketFor(key, now);
  bucket.used += 1;
  return { used: bucket.used, resetSeconds: inSeconds(bucket.windowStart + windowMs - now) };
}

function inSeconds(durationMs: number): number {
  return Math.max(1, Math.ceil(durationMs / 1000));
}

function bucketFor(key: string, now: number): Bucket {
  store.docketLimits ??= new Map();
  const buckets = store.docketLimits;
  if (buckets.size > 50_000) forgetOld(buckets, now);
  let bucket = buckets.get(key);
  if (!bucket || now - bucket.windowStart >= windowMs) {
    bucket = { windowStart: now, used: 0 };
    buckets.set(key, bucket);
  }
  return bucket;
}

function forgetOld(buckets: Map<string, Bucket>, now: number): void {
  for (const [key, bucket] of buckets) if (now - bucket.windowStart >= windowMs) buckets.delete(key);
}
