import type { Context } from "@/lib/platform/organization";
import { readClock } from "./read-clock";
import type { Recount } from "./recount-closures";

/** Writes down in ticket_sync_metadata that the figures are up to date; a run also counts as one. */
export async function noteSync(ctx: Context, today: string, { isRun }: { isRun: boolean }): Promise<number> {
  const [row] = await ctx.tx.$queryRaw<{ processed: number }[]>`
    with before as (
      select coalesce(max(last_sync_time), '-infinity') as at from ticket_sync_metadata
    ), processed as (
      select (select count(*) from ticket_closures where seen_at > before.at)::int
        + (select count(*) from ticket_closures where void_at > before.at)::int as n from before
    ), noted as (
      insert into ticket_sync_metadata as m (sync_date, last_sync_time, sync_count, tickets_processed)
      select ${today}::date, greatest(app_now(), now()), ${isRun ? 1 : 0}, n from processed
      on conflict (organization_id, sync_date) do update set last_sync_time = greatest(m.last_sync_time, excluded.last_sync_time),
        sync_count = m.sync_count + excluded.sync_count, tickets_processed = m.tickets_processed + excluded.tickets_processed,
        updated_at = app_now()
    )
    select n as processed from processed`;
  return row?.processed ?? 0;
}

/** The same after a recount, with what a function remembers of it. */
export async function noteRecount(
  ctx: Context,
  { days, isDone }: Recount,
): Promise<{ days: number; isDone: boolean }> {
  if (days.length > 0) await noteSync(ctx, (await readClock(ctx)).today, { isRun: false });
  return { days: days.length, isDone };
}
