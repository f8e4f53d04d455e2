import type { Context } from "@/lib/platform/organization";
import { getReplay } from "./get-replay";
import { immediateReplay, type Replay, type ReplayInput } from "./replay-schema";
import { runReplayBatch } from "./run-replay-batch";

/** Tries a draft on a past period: at once where few tickets are concerned, else in the background. */
export async function startReplay(ctx: Context, input: ReplayInput): Promise<{ data: Replay }> {
  const [created] = await ctx.tx.$queryRaw<{ id: string; total_tickets: number }[]>`
    insert into sla_replays (requested_by_id, input, total_tickets)
    select ${ctx.actor.userId}::uuid, ${JSON.stringify(input)}::jsonb, count(*) from tickets t
    where not t.archived and not t.is_mirrored and t.created_at >= ${input.from} and t.created_at < ${input.to}
    returning id, total_tickets`;
  if (!created) throw new Error("The replay was not stored.");
  const { id, total_tickets } = created;
  if (total_tickets > immediateReplay) ctx.emit("sla.replay_queued", { replay_id: id });
  else while (await runReplayBatch(ctx, id));
  return getReplay(ctx, id);
}
