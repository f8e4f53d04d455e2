import type { Context } from "@/lib/platform/organization";
import { toRecords } from "./to-records";

/** A list that lost more than this share at once is rather a fault than a farewell. */
const plausibleShare = 0.3;
const alwaysPlausible = 5;

/**
 * Companies and people the vendor lists no more are marked as inactive, never removed: tickets and bills name them.
 * Remembers the page; behind the last one it compares.
 */
export async function noteInactive(
  ctx: Context,
  run: { id: string; connection_id: string },
  resource: string,
  rows: readonly { external_id: string }[],
  isComplete: boolean,
): Promise<void> {
  if (resource !== "companies" && resource !== "people") return;
  const ids = rows.map(({ external_id }) => ({ id: `${resource}:${external_id}` }));
  await ctx.tx.$executeRaw`
    insert into sync_seen (run_id, external_id) select ${run.id}::uuid, n.id from jsonb_to_recordset(${toRecords(ids)}::jsonb) as n(id text)
    on conflict do nothing`;
  if (!isComplete) return;
  if (resource === "companies") await closeCompanies(ctx, run);
  else await closePeople(ctx, run);
}

async function closeCompanies(ctx: Context, run: { id: string; connection_id: string }): Promise<void> {
  await ctx.tx.$executeRaw`
    with gone as (
      select external_id, company_id from company_sources s
      where connection_id = ${run.connection_id}::uuid and is_active and not exists (select from sync_seen n
        where n.run_id = ${run.id}::uuid and n.external_id = 'companies:' || s.external_id)
    ), plausible as (
      select count(*) <= greatest(${alwaysPlausible}::int, ${plausibleShare}::float8 * (select count(*) from company_sources
        where connection_id = ${run.connection_id}::uuid and is_active)) as is_so from gone
    ), closed as (
      update company_sources s set is_active = false from gone, plausible
      where plausible.is_so and s.connection_id = ${run.connection_id}::uuid and s.external_id = gone.external_id
      returning s.company_id
    )
    update companies c set is_active = false from closed
    where c.id = closed.company_id and c.is_active and not exists (select from company_sources o
      where o.company_id = c.id and o.is_active and (o.connection_id, o.external_id) not in
        (select ${run.connection_id}::uuid, gone.external_id from gone))`;
}

async function closePeople(ctx: Context, run: { id: string; connection_id: string }): Promise<void> {
  await ctx.tx.$executeRaw`
    with gone as (
      select external_id from requester_sources s
      where connection_id = ${run.connection_id}::uuid and is_active and not exists (select from sync_seen n
        where n.run_id = ${run.id}::uuid and n.external_id = 'people:' || s.external_id)
    ), plausible as (
      select count(*) <= greatest(${alwaysPlausible}::int, ${plausibleShare}::float8 * (select count(*) from requester_sources
        where connection_id = ${run.connection_id}::uuid and is_active)) as is_so from gone
    )
    update requester_sources s set is_active = false from gone, plausible
    where plausible.is_so and s.connection_id = ${run.connection_id}::uuid and s.external_id = gone.external_id`;
}
