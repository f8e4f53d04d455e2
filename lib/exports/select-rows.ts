import { and, join, raw, type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { isWithheld, seesInternalNotes, visibleTickets } from "@/lib/tickets/access";
import { countTickets } from "@/lib/tickets/count-tickets";
import { filterTickets } from "@/lib/tickets/filter-tickets";
import { sortKeys } from "@/lib/tickets/list-tickets";
import { columnSources, joinedTables } from "./export-columns";
import { masks, seesPersonalData } from "./mask-personal-data";
import type { ExportColumn, ExportSpec } from "./schema";

/** The values of one ticket in the order of the chosen columns; instants as ISO text. */
export type Value = string | number | boolean | string[] | null;
export type ExportedRow = Value[];

/** Small enough that a server busy with an export still answers in between. */
const fetchRows = 500;
const isoFormat = 'YYYY-MM-DD"T"HH24:MI:SS.MS';

export async function countRows(ctx: Context, spec: ExportSpec): Promise<number> {
  if (!spec.ticket_ids && !spec.except_ids?.length) return countTickets(ctx, spec.filters);
  const [row] = await ctx.tx.$queryRaw<
    { total: number }[]
  >`select count(*)::int as total from tickets t where ${chosen(ctx, spec)}`;
  return row?.total ?? 0;
}

/**
 * The rows of an export, a few at a time, all as of the moment the cursor opens: a ticket that changes meanwhile
 * can be neither missed nor met twice, as it could be when paging by key. Sorted once, whatever the order.
 */
export async function* selectRows(ctx: Context, spec: ExportSpec): AsyncGenerator<ExportedRow[]> {
  await ctx.tx.$queryRaw`select set_config('timezone', ${zoneOf(ctx, spec)}, true)`;
  await ctx.tx.$executeRaw`declare ticket_export no scroll cursor for ${rowsQuery(ctx, spec)}`;
  const mask = maskOf(ctx, spec.columns);
  for (;;) {
    const found = await ctx.tx.$queryRaw<
      { line: string }[]
    >`fetch ${raw(String(fetchRows))} from ticket_export`;
    if (found.length > 0) yield found.map(({ line }) => mask(JSON.parse(line) as ExportedRow));
    if (found.length < fetchRows) break;
  }
  await ctx.tx.$executeRaw`close ticket_export`;
}

/** One text a row costs the driver a tenth of what columns cost. */
function rowsQuery(ctx: Context, spec: ExportSpec): Sql {
  const direction = raw(spec.order === "asc" ? "asc" : "desc");
  const joins = new Set(spec.columns.flatMap((column) => columnSources[column].joins ?? []));
  return sql`
    select json_build_array(${join(spec.columns.map((column) => sqlOf(ctx, spec, column)))})::text as line
    from tickets t cross join lateral (select ${withheld(ctx)} as withheld) w
      ${join([sql``, ...Array.from(joins, (name) => joinedTables[name])], " ")}
    where ${chosen(ctx, spec)}
    order by ${sortKeys[spec.sort].expression} ${direction}, t.id ${direction}`;
}

/** The machine has stated no reason to anyone. */
function withheld(ctx: Context): Sql {
  return ctx.actor.userId === null ? sql`t.is_sensitive` : isWithheld(ctx.actor);
}

function chosen(ctx: Context, { filters, ticket_ids, except_ids }: ExportSpec): Sql {
  if (ticket_ids) return and([visibleTickets(ctx.actor), sql`t.id = any (${ticket_ids}::uuid[])`]);
  const excepted = except_ids?.length ? [sql`not t.id = any (${except_ids}::uuid[])`] : [];
  return and([filterTickets(ctx, filters), ...excepted]);
}

function sqlOf(ctx: Context, spec: ExportSpec, column: ExportColumn): Sql {
  const { value, kind, isContent, isForDesk } = columnSources[column];
  if (isForDesk && !seesInternalNotes(ctx.actor)) return sql`null`;
  const shown = kind === "instant" ? sql`to_char(${value}, ${instantFormat(spec)})` : value;
  if (!isContent) return shown;
  const instead =
    column === "title" ? sql`'Sensitive ticket'` : kind === "list" ? sql`'[]'::json` : sql`null`;
  return sql`case when w.withheld then ${instead} else ${shown} end`;
}

/** The session's zone decides what to_char writes. */
function instantFormat({ time_zone }: ExportSpec): Sql {
  return raw(`'${isoFormat}${time_zone === "utc" ? '"Z"' : "TZH:TZM"}'`);
}

function zoneOf(ctx: Context, { time_zone }: ExportSpec): string {
  return time_zone === "utc" ? "UTC" : ctx.actor.timeZone;
}

function maskOf(ctx: Context, columns: readonly ExportColumn[]): (row: ExportedRow) => ExportedRow {
  if (seesPersonalData(ctx.actor)) return (row) => row;
  const masked = columns.flatMap((column, at) => {
    const { personal } = columnSources[column];
    return personal ? [{ at, mask: masks[personal] }] : [];
  });
  return (row) => {
    for (const { at, mask } of masked) {
      const value = row[at];
      if (typeof value === "string") row[at] = mask(value);
    }
    return row;
  };
}
