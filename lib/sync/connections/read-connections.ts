import { type Sql, sql } from "@/lib/platform/database/sql";
import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { openSecret } from "@/lib/platform/sealed-secret";
import { nextRuns } from "./next-run";
import {
  type ConnectionRow,
  connectionSchedules,
  connectionSettingsOf,
  vocabulary,
  writeBackSettings,
} from "./schema";

type Computed = "is_key_readable" | "next_runs" | "unknown_codes";
type LastFailure = NonNullable<ConnectionRow["last_failure"]>;
type Stored = Omit<ConnectionRow, Computed | "last_failure"> & {
  key_sealed: string;
  time_zone: string;
  last_failure: (Omit<LastFailure, "completed_at"> & { completed_at: string }) | null;
};

/** A full run and one of changes stand in for each other; the rest only for themselves. */
const lastFailure = sql`
  select jsonb_build_object('run_id', r.id, 'kind', r.kind, 'error_message', r.error_message, 'completed_at', r.completed_at)
  from (values ('{full,incremental}'::text[]), ('{closures}'), ('{base}'), ('{drift}')) k(kinds)
    cross join lateral (select r.* from sync_runs r
      where r.connection_id = c.id and r.kind = any (k.kinds) and r.status in ('completed', 'partial', 'failed')
        and r.created_at > app_now() - interval '7 days' order by r.created_at desc, r.id desc limit 1) r
  where r.status = 'failed' order by r.completed_at desc limit 1`;

/** Archived connections are left out. */
export async function readConnections(ctx: Context, condition: Sql = sql`true`): Promise<ConnectionRow[]> {
  const rows = await ctx.tx.$queryRaw<Stored[]>`
    select c.id, c.vendor, c.name, c.source, c.base_url, c.web_url, c.key_sealed, c.key_hint, c.is_active, c.settings, c.schedules,
      c.write_back, c.webhook_secret_sealed is not null as has_webhook_secret, c.tested_at, c.test_error, c.access, c.vocabulary,
      c.last_success_started_at, c.created_at, c.updated_at, o.time_zone, (${lastFailure}) as last_failure,
      (select count(*)::int from ticket_sources s where s.connection_id = c.id) as ticket_count,
      (select count(*)::int from sync_failures f where f.connection_id = c.id and f.resolved_at is null) as open_failure_count,
      (select count(*)::int from company_sources s where s.connection_id = c.id and s.needs_mapping) as needs_mapping_count,
      (select count(*)::int from sync_drifts d where d.connection_id = c.id and d.repaired_at is null) as open_drift_count
    from sync_connections c join organizations o on o.id = c.organization_id
    where c.archived_at is null and ${condition} order by lower(c.name), c.id`;
  return rows.map((row) => toConnection(row, ctx.now));
}

export async function readConnection(ctx: Context, id: string): Promise<ConnectionRow> {
  const [connection] = await readConnections(ctx, sql`c.id = ${id}::uuid`);
  if (!connection) throw notFound("connection");
  const { status_map, source_map } = connection.settings;
  const unknown = async (column: Sql, map: object) =>
    (await readCodes(ctx, id, column)).filter((code) => !(code in map));
  return {
    ...connection,
    unknown_codes: {
      statuses: await unknown(sql`status_code`, status_map),
      sources: await unknown(sql`source_code`, source_map),
    },
  };
}

/** For a change: the row stays locked until the transaction ends. */
export async function lockConnection(ctx: Context, id: string): Promise<void> {
  const [locked] = await ctx.tx.$queryRaw<unknown[]>`
    select from sync_connections where id = ${id}::uuid and archived_at is null for no key update`;
  if (!locked) throw notFound("connection");
}

function toConnection({ key_sealed, time_zone, last_failure, ...row }: Stored, now: Date): ConnectionRow {
  const schedules = connectionSchedules.parse(row.schedules);
  const never = { tickets: null, closures: null, base: null, drift: null };
  return {
    ...row,
    last_failure: last_failure && { ...last_failure, completed_at: new Date(last_failure.completed_at) },
    is_key_readable: openSecret(key_sealed) !== null,
    settings: connectionSettingsOf(row.vendor).parse(row.settings),
    schedules,
    next_runs: row.is_active ? nextRuns(schedules, time_zone, now) : never,
    write_back: writeBackSettings.parse(row.write_back),
    vocabulary: vocabulary.parse(row.vocabulary),
    unknown_codes: { statuses: [], sources: [] },
  };
}

/** Jumps along the index from one code to the next: a desk has a dozen, and a million tickets. */
async function readCodes(ctx: Context, id: string, column: Sql): Promise<string[]> {
  const rows = await ctx.tx.$queryRaw<{ code: string }[]>`
    with recursive codes as (
      (select ${column} as code from ticket_sources where connection_id = ${id}::uuid and ${column} is not null
        order by ${column} limit 1)
      union all
      select (select s.${column} from ticket_sources s where s.connection_id = ${id}::uuid and s.${column} > codes.code
        order by s.${column} limit 1)
      from codes where codes.code is not null
    )
    select code from codes where code is not null limit 300`;
  return rows.map(({ code }) => code);
}
