import type { Context } from "@/lib/platform/organization";
import { settleClocks } from "@/lib/sla/settle-clocks";

export type Snapshot = { version: number; state: Record<string, unknown> };

/** The columns a bulk operation may change, by ticket: kept before and after it, for the undo. */
export async function snapshotTickets(ctx: Context, ids: readonly string[]): Promise<Map<string, Snapshot>> {
  const rows = await ctx.tx.$queryRaw<(Snapshot & { id: string })[]>`
    select t.id, t.version, jsonb_build_object('status', t.status, 'owner_id', t.owner_id, 'owner_role', t.owner_role,
      'priority', t.priority, 'tags', t.tags, 'archived', t.archived, 'resolution_summary', t.resolution_summary,
      'resolved_at', t.resolved_at, 'closed_at', t.closed_at, 'escalated_from', t.escalated_from, 'sla_due_at', t.sla_due_at,
      'response_due_at', t.response_due_at, 'sla_breached', t.sla_breached,
      'sla_escalation_level', t.sla_escalation_level) as state
    from tickets t where t.id = any (${ids}::uuid[])`;
  return new Map(rows.map(({ id, ...snapshot }) => [id, snapshot]));
}

/** Puts a snapshot back. The state machine does not apply: the ticket was in that state before. */
export async function putBack(ctx: Context, ticketId: string, state: Record<string, unknown>): Promise<void> {
  await ctx.tx.$queryRaw`select set_config('app.ticket_override', 'undo', true)`;
  await ctx.tx.$executeRaw`
    update tickets t set status = b.status, owner_id = b.owner_id, owner_role = b.owner_role, priority = b.priority, tags = b.tags,
      archived = b.archived, resolution_summary = b.resolution_summary, resolved_at = b.resolved_at, closed_at = b.closed_at,
      escalated_from = b.escalated_from, sla_due_at = b.sla_due_at, response_due_at = b.response_due_at,
      sla_breached = b.sla_breached, sla_escalation_level = b.sla_escalation_level
    from jsonb_populate_record(null::tickets, ${JSON.stringify(state)}::jsonb) b where t.id = ${ticketId}::uuid`;
  await ctx.tx.$queryRaw`select set_config('app.ticket_override', '', true)`;
  await settleClocks(ctx, [ticketId]);
  ctx.emit("ticket.updated", { ticket_id: ticketId, fields: Object.keys(state) });
}
