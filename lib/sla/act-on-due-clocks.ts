import type { Context } from "@/lib/platform/organization";
import { type DueActions, type DueTicket, dueActions, type Escalation } from "./due-actions";
import { settleStaleClocks } from "./recount-clocks";

const breachReason = "The time to resolution ran out.";
const chainEndReason = "The time to resolution ran out, and the chain of escalation has no further role.";

/**
 * Warns, breaches and escalates the next tickets whose instant has come: state, level, audit and events in one
 * transaction. Another worker takes others meanwhile. Answers how many tickets it dealt with.
 */
export async function actOnDueClocks(ctx: Context, limit: number): Promise<number> {
  const settled = await settleStaleClocks(ctx, limit);
  const due = (await takeDue(ctx, limit)).map(dueActions);
  if (due.length === 0) return settled.length;
  const raised = await recordLevels(ctx, due);
  const escalated = due.filter(({ ticket }) => raised.has(ticket.id));
  await escalate(ctx, escalated);
  await markClocks(ctx, due, raised);
  await writeAudit(ctx, due, raised);
  emitAll(ctx, due, raised);
  return due.length + settled.length;
}

/** When the next ticket of the organization wants something done; null when none does. */
export async function findNextDue(ctx: Context): Promise<Date | null> {
  const [row] = await ctx.tx.$queryRaw<{ at: Date }[]>`
    select sla_next_at as at from tickets where sla_next_at is not null order by organization_id, sla_next_at limit 1`;
  return row?.at ?? null;
}

function takeDue(ctx: Context, limit: number): Promise<DueTicket[]> {
  return ctx.tx.$queryRaw<DueTicket[]>`
    with taken as (
      select t.* from tickets t where t.sla_next_at <= (select app_now()) and not t.sla_is_stale
      order by t.sla_next_at, t.id limit ${limit} for no key update skip locked
    )
    select t.id, t.number, t.priority, t.status, t.owner_id, t.owner_role, app_now()::timestamptz(3) as at, t.first_response_at,
      t.sla_due_at, t.sla_near_breach_at, t.sla_paused_at, t.sla_near_notified, t.sla_breached, t.sla_next_escalation_at, t.sla_escalation_level,
      t.response_due_at, t.response_near_breach_at, t.response_paused_at, t.response_near_notified, t.response_breached,
      t.next_response_due_at, t.next_response_near_breach_at, t.next_response_paused_at, t.next_response_near_notified, t.next_response_breached,
      coalesce(p.escalation_chain, '[]') as escalation_chain, p.escalation_interval_minutes
    from taken t left join lateral sla_policy_of(t.priority, t.sla_team, t.assigned_franchise_id) p on true`;
}

/** The table's key makes each level of a ticket happen once; what is there already happened. */
async function recordLevels(ctx: Context, due: readonly DueActions[]): Promise<Map<string, Escalation>> {
  const wanted = new Map(
    due.flatMap(({ ticket, escalation }) => (escalation ? [[ticket.id, escalation]] : [])),
  );
  if (wanted.size === 0) return wanted;
  const rows = due.flatMap(({ ticket, escalation }) =>
    escalation
      ? [{ ticket_id: ticket.id, old_role: ticket.owner_role, old_owner_id: ticket.owner_id, ...escalation }]
      : [],
  );
  const recorded = await ctx.tx.$queryRaw<{ ticket_id: string }[]>`
    insert into sla_escalations (ticket_id, level, old_role, old_owner_id, new_role, is_chain_end)
    select n.ticket_id, n.level, n.old_role, n.old_owner_id, n.new_role, n.is_chain_end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(ticket_id uuid, level integer, old_role text, old_owner_id uuid,
      new_role text, is_chain_end boolean)
    on conflict do nothing returning ticket_id`;
  const kept = new Set(recorded.map(({ ticket_id }) => ticket_id));
  return new Map([...wanted].filter(([id]) => kept.has(id)));
}

/** The next role gets the ticket, and nobody in particular; at the chain's end it stays with whom it is. */
async function escalate(ctx: Context, escalated: readonly DueActions[]): Promise<void> {
  if (escalated.length === 0) return;
  const rows = escalated.map(({ ticket, escalation }) => ({ id: ticket.id, ...escalation }));
  await ctx.tx.$queryRaw`select set_config('app.reason', ${breachReason}, true)`;
  await ctx.tx.$executeRaw`
    update tickets t set status = 'ESCALATED', sla_breached = true, sla_near_notified = true, sla_next_escalation_at = n.next_at,
      owner_role = n.new_role, owner_id = case when n.is_chain_end then t.owner_id end,
      sla_escalation_level = case when n.is_chain_end then t.sla_escalation_level else n.level end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id uuid, level integer, new_role text, is_chain_end boolean, next_at timestamptz)
    where t.id = n.id`;
  await ctx.tx.$queryRaw`select set_config('app.reason', '', true)`;
}

/** The worker's own notes are nobody's edit, so they make no version stale. */
async function markClocks(
  ctx: Context,
  due: readonly DueActions[],
  raised: ReadonlyMap<string, Escalation>,
): Promise<void> {
  const rows = due
    .filter(({ near, breached, ticket }) => !raised.has(ticket.id) || near.length + breached.length > 1)
    .map(({ ticket, near, breached }) => ({
      id: ticket.id,
      near: near.map(({ clock }) => clock),
      breached: breached.map(({ clock }) => clock),
      is_settled: !raised.has(ticket.id),
    }));
  if (rows.length === 0) return;
  await ctx.tx.$queryRaw`select set_config('app.ticket_override', 'sla', true)`;
  await ctx.tx.$executeRaw`
    update tickets t set
      sla_near_notified = t.sla_near_notified or n.near ? 'resolution' or n.breached ? 'resolution',
      sla_breached = t.sla_breached or n.breached ? 'resolution',
      response_near_notified = t.response_near_notified or n.near ? 'first_response' or n.breached ? 'first_response',
      response_breached = t.response_breached or n.breached ? 'first_response',
      next_response_near_notified = t.next_response_near_notified or n.near ? 'next_response' or n.breached ? 'next_response',
      next_response_breached = t.next_response_breached or n.breached ? 'next_response',
      sla_next_escalation_at = case when n.is_settled and t.sla_next_escalation_at <= app_now() then null else t.sla_next_escalation_at end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id uuid, near jsonb, breached jsonb, is_settled boolean)
    where t.id = n.id`;
  await ctx.tx.$queryRaw`select set_config('app.ticket_override', '', true)`;
}

async function writeAudit(
  ctx: Context,
  due: readonly DueActions[],
  raised: ReadonlyMap<string, Escalation>,
): Promise<void> {
  const rows = due.flatMap(({ ticket, near, breached }) => {
    const entry = (action: string, payload: Record<string, unknown>) => ({
      ticket_id: ticket.id,
      action,
      payload,
    });
    const escalation = raised.get(ticket.id);
    return [
      ...near.map((one) =>
        entry("SLA_NEAR_BREACH", { clock: one.clock, due_at: one.due, time_remaining_percent: 20 }),
      ),
      ...breached.map((one) => entry("SLA_BREACHED", { clock: one.clock, due_at: one.due })),
      ...(escalation
        ? [
            entry("AUTO_ESCALATED", {
              reason: escalation.is_chain_end ? chainEndReason : breachReason,
              old_role: ticket.owner_role,
              new_role: escalation.new_role,
              escalation_level: escalation.level,
              is_chain_end: escalation.is_chain_end,
            }),
          ]
        : []),
    ];
  });
  await ctx.tx.$executeRaw`
    insert into ticket_audit (ticket_id, action, payload)
    select n.ticket_id, n.action, n.payload from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(ticket_id uuid, action text, payload jsonb)`;
}

function emitAll(ctx: Context, due: readonly DueActions[], raised: ReadonlyMap<string, Escalation>): void {
  for (const { ticket, near, breached } of due) {
    const { id: ticket_id, number, priority, owner_id, owner_role } = ticket;
    const about = { ticket_id, number, priority, owner_id, owner_role };
    for (const { clock, due: due_at } of near)
      ctx.emit("ticket.sla_near_breach", { ...about, clock, due_at });
    for (const { clock, due: due_at } of breached)
      ctx.emit("ticket.sla_breached", { ...about, clock, due_at });
    const escalation = raised.get(ticket.id);
    if (!escalation) continue;
    const { level, new_role, is_chain_end } = escalation;
    ctx.emit("ticket.auto_escalated", {
      ...about,
      owner_id: is_chain_end ? owner_id : null,
      owner_role: new_role,
      level,
      old_role: owner_role,
      old_owner_id: owner_id,
      new_role,
      is_chain_end,
    });
  }
}
