import { AppError } from "@/lib/platform/errors";
import { type Context, giveReason } from "@/lib/platform/organization";
import { settleClocks } from "@/lib/sla/settle-clocks";
import { readDetail } from "./get-ticket";
import { loadTicket } from "./load-ticket";
import type { TicketDetail } from "./schema";

type Merge = {
  id: string;
  target_id: string;
  moved_message_ids: string[];
  moved_attachment_ids: string[];
  added_watcher_ids: string[];
};

/** Takes a merge back: the source is what it was, with exactly what was moved; later replies stay where they are. */
export async function undoMerge(
  ctx: Context,
  sourceId: string,
  reason: string,
): Promise<{ data: TicketDetail }> {
  const seen = await loadTicket(ctx, sourceId);
  for (const id of [sourceId, seen.merged_into_id].filter((id) => id !== null).sort())
    await loadTicket(ctx, id, { lock: true });
  await giveReason(ctx, reason);
  await applyUndoMerge(ctx, sourceId, reason);
  return { data: await readDetail(ctx, sourceId) };
}

/** The undoing itself, for verbs that loaded both tickets already. */
export async function applyUndoMerge(ctx: Context, sourceId: string, reason: string): Promise<void> {
  const [merge] = await ctx.tx.$queryRaw<Merge[]>`
    update ticket_merges set undone_at = app_now() where source_id = ${sourceId}::uuid and undone_at is null
    returning id, target_id, moved_message_ids, moved_attachment_ids, added_watcher_ids`;
  if (!merge) throw new AppError("conflict", "This ticket is not merged into another one.");
  await moveBack(ctx, sourceId, merge);
  await reopenSource(ctx, merge.id);
  await settleClocks(ctx, [sourceId]);
  await ctx.audit("MERGE_UNDONE", sourceId, { merge_id: merge.id, reason, from_id: merge.target_id });
  await ctx.audit("MERGE_UNDONE", merge.target_id, { merge_id: merge.id, reason, source_id: sourceId });
  ctx.emit("ticket.merge_undone", { ticket_id: sourceId, target_id: merge.target_id });
}

async function moveBack(ctx: Context, sourceId: string, merge: Merge): Promise<void> {
  await ctx.tx.$executeRaw`
    update ticket_messages set ticket_id = ${sourceId}::uuid
    where ticket_id = ${merge.target_id}::uuid and id = any (${merge.moved_message_ids}::uuid[])`;
  await ctx.tx.$executeRaw`
    update ticket_attachments set ticket_id = ${sourceId}::uuid
    where ticket_id = ${merge.target_id}::uuid and id = any (${merge.moved_attachment_ids}::uuid[])`;
  await ctx.tx.$executeRaw`
    delete from ticket_watchers where ticket_id = ${merge.target_id}::uuid and id = any (${merge.added_watcher_ids}::uuid[])`;
  await ctx.tx.$queryRaw`select reindex_tickets(array[${sourceId}, ${merge.target_id}]::uuid[])::text`;
}

async function reopenSource(ctx: Context, mergeId: string): Promise<void> {
  await ctx.tx.$queryRaw`select set_config('app.ticket_override', 'undo', true)`;
  await ctx.tx.$executeRaw`
    update tickets t set status = b.status, closed_at = b.closed_at, escalated_from = b.escalated_from, merged_into_id = null
    from ticket_merges m cross join lateral jsonb_populate_record(null::tickets, m.source_before) b
    where m.id = ${mergeId}::uuid and t.id = m.source_id`;
  await ctx.tx.$queryRaw`select set_config('app.ticket_override', '', true)`;
}
