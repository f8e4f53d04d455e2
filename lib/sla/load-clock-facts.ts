import { prepared, type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { type HistoryEvent, readHistory, type TicketFacts, type TicketHistory } from "./ticket-history";

export type ClockFacts = { ticket: TicketFacts; history: TicketHistory; now: number };

/** What the clocks of some tickets are counted from. The condition is on `tickets t`. */
export async function loadClockFacts(
  ctx: Context,
  condition: Sql,
  options: { lock?: boolean } = {},
): Promise<ClockFacts[]> {
  // "at": in the precision of the columns, so that what was written in this transaction is not in the future.
  const tickets = await ctx.tx.$queryRaw<(TicketFacts & { at: Date })[]>(prepared`
    select t.id, t.status, t.priority, t.sla_team, t.assigned_franchise_id, t.created_at, t.resolved_at, t.closed_at,
      t.first_response_at, t.next_response_started_at, t.sla_due_at, t.sla_due_is_manual, t.sla_due_reason,
      app_now()::timestamptz(3) as at
    from tickets t where ${condition} order by t.id ${options.lock ? sql`for no key update of t` : sql``}`);
  if (tickets.length === 0) return [];
  const events = await readEvents(ctx, tickets);
  return tickets.map(({ at, ...ticket }) => ({
    ticket,
    history: readHistory(ticket, events.get(ticket.id) ?? []),
    now: at.getTime(),
  }));
}

async function readEvents(
  ctx: Context,
  tickets: readonly { id: string }[],
): Promise<Map<string, HistoryEvent[]>> {
  const ids = tickets.map(({ id }) => id);
  const rows = await ctx.tx.$queryRaw<(HistoryEvent & { ticket_id: string })[]>(prepared`
    select a.ticket_id, a.action, a.payload, a.created_at from ticket_audit a
    where a.ticket_id = any (${ids}::uuid[]) and (a.action in ('CREATED', 'STATUS_CHANGED', 'PRIORITY_CHANGED', 'ASSIGNED')
      or a.action = 'FIELD_CHANGED' and a.payload ->> 'field' in ('assigned_franchise_id', 'sla_escalation_level'))
    order by a.created_at, a.id`);
  const byTicket = new Map<string, HistoryEvent[]>();
  for (const { ticket_id, ...event } of rows) {
    const known = byTicket.get(ticket_id);
    if (known) known.push(event);
    else byTicket.set(ticket_id, [event]);
  }
  return byTicket;
}
