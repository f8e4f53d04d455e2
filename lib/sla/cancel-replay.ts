import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { getReplay } from "./get-replay";
import type { Replay } from "./replay-schema";

/** Stops a replay behind the batch it is in. What it has found so far stays to be looked at. */
export async function cancelReplay(ctx: Context, id: string): Promise<{ data: Replay }> {
  await getReplay(ctx, id);
  const cancelled = await ctx.tx.$executeRaw`
    update sla_replays set status = 'cancelled', completed_at = app_now() where id = ${id}::uuid and status in ('queued', 'running')`;
  if (cancelled === 0) throw new AppError("conflict", "This replay has ended already.");
  return getReplay(ctx, id);
}

/** Ends a replay that cannot go on, with words for whoever waits for it. */
export async function failReplay(ctx: Context, id: string): Promise<void> {
  await ctx.tx.$executeRaw`
    update sla_replays set status = 'failed', completed_at = app_now(),
      error_message = 'The replay stopped at an unexpected error. Try it again.'
    where id = ${id}::uuid and status in ('queued', 'running')`;
}
