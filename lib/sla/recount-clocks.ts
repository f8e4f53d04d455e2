import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { loadClockFacts } from "./load-clock-facts";
import { readPolicyBook } from "./read-policy-book";
import { storeClocks } from "./settle-clocks";

/** So many are counted within the request that changed a policy; the others behind it. */
const countedAtOnce = 500;
const firstId = "00000000-0000-0000-0000-000000000000";

/** After a change of policies or calendars: small desks are right at once, large ones within minutes. */
export async function requestRecount(ctx: Context): Promise<void> {
  await ctx.tx.$executeRaw`update sla_recounts set completed_at = app_now() where completed_at is null`;
  await ctx.tx.$executeRaw`insert into sla_recounts default values`;
  const { isDone } = await recountClocks(ctx, countedAtOnce);
  if (!isDone) ctx.emit("sla.clocks_due", {});
}

/** Counts the next open tickets of the newest change anew; the older changes are in it. */
export async function recountClocks(
  ctx: Context,
  limit: number,
): Promise<{ counted: number; isDone: boolean }> {
  const [recount] = await ctx.tx.$queryRaw<{ id: string; after_id: string | null }[]>`
    select id, after_id from sla_recounts where completed_at is null order by created_at desc limit 1 for update skip locked`;
  if (!recount) return { counted: 0, isDone: true };
  const facts = await loadClockFacts(
    ctx,
    sql`t.id in (select o.id from tickets o where o.id > ${recount.after_id ?? firstId}::uuid and not o.archived
      and o.status not in ('RESOLVED', 'CLOSED') order by o.organization_id, o.id limit ${limit})`,
    { lock: true },
  );
  if (facts.length > 0) await storeClocks(ctx, facts, await readPolicyBook(ctx));
  const isDone = facts.length < limit;
  await ctx.tx.$executeRaw`
    update sla_recounts set after_id = ${facts.at(-1)?.ticket.id ?? recount.after_id}::uuid,
      completed_at = case when ${isDone} then app_now() end where id = ${recount.id}::uuid`;
  return { counted: facts.length, isDone };
}

/** Tickets whose clocks a change left uncounted: an import, or one made in SQL. */
export async function settleStaleClocks(ctx: Context, limit: number): Promise<string[]> {
  const facts = await loadClockFacts(
    ctx,
    sql`t.id in (select o.id from tickets o where o.sla_is_stale order by o.organization_id, o.id limit ${limit}
      for no key update skip locked)`,
  );
  if (facts.length > 0) await storeClocks(ctx, facts, await readPolicyBook(ctx));
  return facts.map(({ ticket }) => ticket.id);
}

/** The same for what an import has changed. */
export async function settleImportedClocks(ctx: Context, limit: number): Promise<number> {
  const ids = await settleStaleClocks(ctx, limit);
  if (ids.length > 0) await acceptLateClocks(ctx, ids);
  return ids.length;
}

/** What is late when a desk moves in counts as breached, and is neither told of nor escalated for it. */
export async function acceptLateClocks(ctx: Context, ids: readonly string[]): Promise<void> {
  await ctx.tx.$queryRaw`select set_config('app.ticket_override', 'sla', true)`;
  await ctx.tx.$executeRaw`
    update tickets set sla_breached = sla_breached or coalesce(sla_due_at <= app_now(), false),
      sla_near_notified = sla_near_notified or coalesce(sla_near_breach_at <= app_now(), false),
      response_breached = response_breached or coalesce(first_response_at is null and response_due_at <= app_now(), false),
      response_near_notified = response_near_notified or coalesce(response_near_breach_at <= app_now(), false),
      next_response_breached = next_response_breached or coalesce(next_response_due_at <= app_now(), false),
      next_response_near_notified = next_response_near_notified or coalesce(next_response_near_breach_at <= app_now(), false)
    where id = any (${ids}::uuid[]) and sla_next_at <= app_now()`;
  await ctx.tx.$queryRaw`select set_config('app.ticket_override', '', true)`;
}
