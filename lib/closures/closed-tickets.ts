import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { empty, type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { isWithheld, visibleTickets } from "@/lib/tickets/access";
import { stoodAt } from "./counted-closures";
import type { Clock } from "./read-clock";
import { type DayRange, type ResolvedPeriod, resolvePeriod } from "./resolve-period";
import type { ClosedTicket, ClosedTickets, ClosedTicketsQuery } from "./schema";

/** Whose closures, of `ticket_closures c`, on which days and hours. */
export type Choice = { who: Sql; range: DayRange; where: Sql };
type Filters = Omit<ClosedTicketsQuery, "limit" | "cursor"> & { date?: string | undefined };
type Row = ClosedTicket & { closure_id: string };

export function chooseClosures(
  who: Sql,
  clock: Clock,
  query: Filters,
): Choice & Pick<ResolvedPeriod, "period"> {
  const { period, ...range } = resolvePeriod(query, clock.today);
  return { who, range, period, where: sql`${who} and ${closedIn(range, clock, query)}` };
}

/** Instants are the index's; the organization's clock then says which of them lie on these days and hours. */
function closedIn(range: DayRange, { time_zone }: Clock, { team, as_known_at, hour, weekday }: Filters): Sql {
  const midnight = (date: Sql) => sql`${date}::timestamp at time zone ${time_zone}`;
  const local = sql`(c.closed_at at time zone ${time_zone})`;
  return sql`${stoodAt(as_known_at ?? null)}
    and c.closed_at >= ${midnight(sql`${range.start_date}::date`)} - interval '3 hours'
    and c.closed_at < ${midnight(sql`(${range.end_date}::date + 1)`)} + interval '3 hours'
    and ${local}::date between ${range.start_date}::date and ${range.end_date}::date
    ${hour === undefined ? empty : sql`and extract(hour from ${local}) = ${hour}::int`}
    ${weekday === undefined ? empty : sql`and extract(isodow from ${local}) = ${weekday}::int`}
    ${team ? sql`and c.team = ${team}` : empty}`;
}

/** A page of them, newest first, as far as the actor may see them; the totals are whole. */
export async function readClosedTickets(
  ctx: Context,
  choice: Choice,
  { limit, cursor }: Pick<ClosedTicketsQuery, "limit" | "cursor">,
): Promise<Pick<ClosedTickets, "data" | "pagination" | "high_priority" | "hidden_count" | "total_closed">> {
  const { data, next_cursor } = await readPage(ctx, choice.where, limit, cursor);
  const totals = await countTickets(ctx, choice.where);
  return {
    data,
    pagination: { limit, total: totals.visible, next_cursor },
    total_closed: totals.closed,
    hidden_count: totals.closed - totals.visible,
    high_priority: totals.high_priority,
  };
}

export async function readPage(
  ctx: Context,
  where: Sql,
  limit: number,
  cursor: string | undefined,
): Promise<{ data: ClosedTicket[]; next_cursor: string | null }> {
  const from = cursor ? decodeCursor(cursor, "closed") : null;
  const after = from ? sql`and (c.closed_at, c.id) < (${from.value}::timestamptz, ${from.id}::uuid)` : empty;
  const rows = await ctx.tx.$queryRaw<Row[]>`
    select c.id as closure_id, t.id, t.number, t.external_id, t.source, s.url, t.title, t.description, t.status, t.priority,
      co.name as company_name, r.name as requester_name, c.team, t.created_at, t.updated_at, c.closed_at,
      coalesce(u.name, m.freshworks_username, 'Agent ' || c.freshworks_user_id) as closed_by,
      ${isWithheld(ctx.actor)} as is_withheld, t.tags
    from ticket_closures c join tickets t on t.id = c.ticket_id
      left join ticket_sources s on s.ticket_id = t.id left join companies co on co.id = t.company_id
      left join requesters r on r.id = t.requester_id
      left join freshworks_user_mapping m on m.freshworks_user_id = c.freshworks_user_id
      left join users u on u.id = coalesce(m.user_id, c.user_id)
    where ${where} and ${visibleTickets(ctx.actor)} ${after}
    order by c.closed_at desc, c.id desc limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    data: shown.map(({ closure_id: _, ...ticket }) => withhold(ticket)),
    next_cursor: last
      ? encodeCursor({ order: "closed", value: last.closed_at.toISOString(), id: last.closure_id })
      : null,
  };
}

async function countTickets(
  ctx: Context,
  where: Sql,
): Promise<{ closed: number; visible: number; high_priority: number }> {
  const [row] = await ctx.tx.$queryRaw<{ closed: number; visible: number; high_priority: number }[]>`
    select count(*)::int as closed, count(*) filter (where ${visibleTickets(ctx.actor)})::int as visible,
      count(*) filter (where ${visibleTickets(ctx.actor)} and t.priority in ('HIGH', 'CRITICAL'))::int as high_priority
    from ticket_closures c join tickets t on t.id = c.ticket_id where ${where}`;
  return row ?? { closed: 0, visible: 0, high_priority: 0 };
}

/** What a sensitive ticket says is shown after a reason was given; that it was closed is no secret. */
function withhold(ticket: ClosedTicket): ClosedTicket {
  if (!ticket.is_withheld) return ticket;
  return {
    ...ticket,
    title: "Sensitive ticket",
    description: "",
    external_id: null,
    url: null,
    company_name: null,
    requester_name: null,
    tags: [],
  };
}
