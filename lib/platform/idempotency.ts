import { createHash } from "node:crypto";
import { AppError } from "./errors";
import type { Context } from "./organization";

/**
 * Runs a POST once per key and actor, and answers repetitions with the first answer. The key is written in the
 * verb's own transaction: a second request waits for the first to end, and a failed one leaves no key behind.
 */
export async function runOnce(
  ctx: Context,
  key: string,
  request: string,
  perform: () => Promise<string | undefined | Response>,
): Promise<string | undefined | Response> {
  if (key.length > 255) throw new AppError("invalid_input", "Idempotency-Key: at most 255 characters.");
  const hash = createHash("sha256").update(request).digest("hex");
  const actorId = ctx.actor.userId;
  const claimed = await ctx.tx.$executeRaw`
    insert into idempotency_keys (actor_id, key, request_hash) values (${actorId}::uuid, ${key}, ${hash}) on conflict do nothing`;
  if (claimed === 0) return replay(ctx, key, hash);
  const answer = await perform();
  if (typeof answer === "string") {
    await ctx.tx.$executeRaw`
      update idempotency_keys set response = to_jsonb(${answer}::text) where actor_id = ${actorId}::uuid and key = ${key}`;
  }
  return answer;
}

async function replay(ctx: Context, key: string, hash: string): Promise<string | undefined> {
  const [earlier] = await ctx.tx.$queryRaw<{ request_hash: string; response: string | null }[]>`
    select request_hash, response #>> '{}' as response from idempotency_keys where actor_id = ${ctx.actor.userId}::uuid and key = ${key}`;
  if (earlier?.request_hash !== hash) {
    throw new AppError(
      "conflict",
      "This Idempotency-Key was already used for a different request. Use a new key.",
    );
  }
  return earlier.response ?? undefined;
}

/** Answers how many keys were forgotten. */
export async function expireKeys(ctx: Context): Promise<number> {
  return ctx.tx.$executeRaw`delete from idempotency_keys where created_at < app_now() - interval '24 hours'`;
}
