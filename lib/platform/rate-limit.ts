import { env } from "./env";
import { AppError } from "./errors";
import type { Actor } from "./organization";

type Bucket = { windowStart: number; used: number };
export type LimitName = "bulk" | "sign_in";

const windowMs = 60_000;
const store = globalThis as typeof globalThis & { docketLimits?: Map<string, Bucket> };

/** Counts one request of a token or person in the running minute; throws 429 above the limit. */
export function takeFromLimit(actor: Actor, name?: LimitName, now = Date.now()): Record<string, string> {
  const limit = limitOf(name);
  const bucket = bucketFor(`${name ?? "general"}:${actor.tokenId ?? actor.userId ?? actor.ipAddress}`, now);
  bucket.used += 1;
  const resetSeconds = Math.max(1, Math.ceil((bucket.windowStart + windowMs - now) / 1000));
  if (bucket.used > limit) {
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
    "ratelimit-remaining": String(limit - bucket.used),
    "ratelimit-reset": String(resetSeconds),
  };
}

/** Passwords may be guessed at this endpoint, so it counts far more tightly. */
const signInsPerMinute = 10;

function limitOf(name: LimitName | undefined): number {
  if (name === "sign_in") return signInsPerMinute;
  return name === "bulk" ? env().RATE_LIMIT_BULK_PER_MINUTE : env().RATE_LIMIT_PER_MINUTE;
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
