import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { type ClockColumns, clockColumns } from "./clock-columns";
import { countClocks } from "./count-clocks";
import { type ClockFacts, loadClockFacts } from "./load-clock-facts";
import type { PolicyBook } from "./policy-book";
import { readPolicyBook } from "./read-policy-book";

/**
 * Counts the clocks of these tickets from their history where the database's own rule could not: under a calendar, at
 * a new target after pauses, after a reopening. Every verb that moves a ticket calls it in the same transaction.
 */
export async function settleClocks(ctx: Context, ids: readonly string[]): Promise<number> {
  const facts = await loadClockFacts(ctx, sql`t.id = any (${ids}::uuid[]) and t.sla_is_stale`, {
    lock: true,
  });
  if (facts.length > 0) await storeClocks(ctx, facts, await readPolicyBook(ctx));
  return facts.length;
}

/** Writes what was counted, and only where it differs. The change is nobody's edit: it makes no version stale. */
export async function storeClocks(
  ctx: Context,
  facts: readonly ClockFacts[],
  book: PolicyBook,
): Promise<void> {
  const rows = facts.map(({ ticket, history, now }): ClockColumns & { id: string } => ({
    id: ticket.id,
    ...clockColumns(ticket, countClocks(ticket, history, book, now)),
  }));
  const [outer] = await ctx.tx.$queryRaw<{ override: string | null }[]>`
    select current_setting('app.ticket_override', true) as override`;
  await ctx.tx.$queryRaw`select set_config('app.ticket_override', 'sla', true)`;
  await ctx.tx.$executeRaw`
    update tickets t set sla_is_stale = false, sla_due_at = n.sla_due_at, sla_near_breach_at = n.sla_near_breach_at,
      sla_paused_at = n.sla_paused_at, sla_has_pauses = n.sla_has_pauses, response_due_at = n.response_due_at,
      response_near_breach_at = n.response_near_breach_at, response_paused_at = n.response_paused_at,
      next_response_due_at = n.next_response_due_at, next_response_near_breach_at = n.next_response_near_breach_at,
      next_response_paused_at = n.next_response_paused_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id uuid, sla_due_at timestamptz, sla_near_breach_at timestamptz,
      sla_paused_at timestamptz, sla_has_pauses boolean, response_due_at timestamptz, response_near_breach_at timestamptz,
      response_paused_at timestamptz, next_response_due_at timestamptz, next_response_near_breach_at timestamptz,
      next_response_paused_at timestamptz)
    where t.id = n.id and (t.sla_is_stale, t.sla_due_at, t.sla_near_breach_at, t.sla_paused_at, t.sla_has_pauses, t.response_due_at,
        t.response_near_breach_at, t.response_paused_at, t.next_response_due_at, t.next_response_near_breach_at, t.next_response_paused_at)
      is distinct from (false, n.sla_due_at, n.sla_near_breach_at, n.sla_paused_at, n.sla_has_pauses, n.response_due_at,
        n.response_near_breach_at, n.response_paused_at, n.next_response_due_at, n.next_response_near_breach_at, n.next_response_paused_at)`;
  await ctx.tx.$queryRaw`select set_config('app.ticket_override', ${outer?.override ?? ""}, true)`;
}
