import type { Context } from "@/lib/platform/organization";
import type { Identified } from "./store-contents";
import { toRecords } from "./to-records";

/** Hours as the vendor lists them now; the day they count for is the organization's. */
export async function storeTimeEntries(
  ctx: Context,
  source: string,
  stored: readonly Identified[],
): Promise<void> {
  const read = stored.filter(
    ({ time_entries, known, detail_checksum }) =>
      time_entries !== null && (detail_checksum === null || known?.detail_checksum !== detail_checksum),
  );
  const rows = read.flatMap(({ ticket_id, time_entries }) =>
    (time_entries ?? []).map((entry) => ({ ticket_id, ...entry })),
  );
  if (rows.length > 0) await upsert(ctx, source, toRecords(rows));
  await removeOthers(
    ctx,
    source,
    read.filter(({ known }) => known),
  );
}

async function upsert(ctx: Context, source: string, rows: string): Promise<void> {
  await ctx.tx.$executeRaw`
    insert into time_entries as e (ticket_id, source, external_id, user_id, agent_external_id, agent_name, minutes, is_billable,
      is_running, worked_at, work_date, note, created_at, updated_at)
    select n.ticket_id, ${source}, n.external_id, n.user_id, n.agent_external_id, n.agent_name, n.minutes, n.is_billable, n.is_running,
      n.worked_at, (coalesce(n.worked_at, n.created_at) at time zone o.time_zone)::date, n.note, n.created_at, n.updated_at
    from jsonb_to_recordset(${rows}::jsonb) as n(ticket_id uuid, external_id text, user_id uuid, agent_external_id text, agent_name text,
      minutes integer, is_billable boolean, is_running boolean, worked_at timestamptz, note text, created_at timestamptz,
      updated_at timestamptz)
    cross join organizations o
    on conflict (organization_id, ticket_id, source, external_id) do update set user_id = excluded.user_id,
      agent_external_id = excluded.agent_external_id, agent_name = excluded.agent_name, minutes = excluded.minutes,
      is_billable = excluded.is_billable, is_running = excluded.is_running, worked_at = excluded.worked_at,
      work_date = excluded.work_date, note = excluded.note, created_at = excluded.created_at, updated_at = excluded.updated_at
    where (e.user_id, e.agent_external_id, e.agent_name, e.minutes, e.is_billable, e.is_running, e.worked_at, e.work_date, e.note,
        e.updated_at)
      is distinct from (excluded.user_id, excluded.agent_external_id, excluded.agent_name, excluded.minutes, excluded.is_billable,
        excluded.is_running, excluded.worked_at, excluded.work_date, excluded.note, excluded.updated_at)`;
}

async function removeOthers(ctx: Context, source: string, read: readonly Identified[]): Promise<void> {
  if (read.length === 0) return;
  const kept = toRecords(
    read.map(({ ticket_id, time_entries }) => ({
      ticket_id,
      external_ids: (time_entries ?? []).map(({ external_id }) => external_id),
    })),
  );
  const gone = await ctx.tx.$queryRaw<{ ticket_id: string; external_id: string; minutes: number | null }[]>`
    delete from time_entries e using jsonb_to_recordset(${kept}::jsonb) as n(ticket_id uuid, external_ids text[])
    where e.ticket_id = n.ticket_id and e.source = ${source} and not e.external_id = any (n.external_ids)
    returning e.ticket_id, e.external_id, e.minutes`;
  for (const { ticket_id, external_id, minutes } of gone)
    await ctx.audit("TIME_ENTRY_REMOVED", ticket_id, {
      external_id,
      minutes,
      reason: "It was removed at the vendor.",
    });
}
