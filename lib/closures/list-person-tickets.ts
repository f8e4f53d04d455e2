import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { isWithheld, visibleTickets } from "@/lib/tickets/access";
import { countedClosures, daysOf, stoodAt } from "./counted-closures";
import { closedBy, type LoadedCloser, loadCloser } from "./load-closer";
import { type Clock, readClock } from "./read-clock";
import { type DayRange, resolvePeriod } from "./resolve-period";
import type { ClosedTicket, PersonTickets, PersonTicketsQuery } from "./schema";

type Row = ClosedTicket & { closure_id: string };

/** The tickets behind a person's figure, as far as the actor may see them; the figure itself is whole. */
export async function listPersonTickets(
  ctx: Context,
  username: string,
  query: PersonTicketsQuery,
): Promise<PersonTickets> {
  const clock = await readClock(ctx);
  const { period, ...range } = resolvePeriod(query, clock.today);
  const { agentIds, ...person } = await loadCloser(ctx, username);
  const closer = { ...person, agentIds };
  const where = closuresOf(closer, clock, range, query);
  const rows = await selectTickets(ctx, where, query);
  const totals = await countTickets(ctx, where);
  const legacy = query.team ? 0 : await countLegacy(ctx, closer, clock, range, query.as_known_at);
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  return {
    data: data.map(({ closure_id: _, ...ticket }) => withhold(ticket)),
    pagination: {
      limit: query.limit,
      total: totals.visible,
      next_cursor:
        rows.length > query.limit && last
          ? encodeCursor({ order: "closed", value: last.closed_at.toISOString(), id: last.closure_id })
          : null,
    },
    person,
    ...range,
    time_zone: clock.time_zone,
    period,
    total_closed: totals.closed + legacy,
    hidden_count: totals.closed - totals.visible,
    legacy_closed: legacy,
    high_priority: totals.high_priority,
  };
}

/** Which of `ticket_closures c` a question is about. */
function closuresOf(
  closer: LoadedCloser,
  { time_zone }: Clock,
  range: DayRange,
  { team, as_known_at }: Pick<PersonTicketsQuery, "team" | "as_known_at">,
): Sql {
  const midnight = (date: Sql) => sql`${date}::timestamp at time zone ${time_zone}`;
  return sql`${closedBy(closer)} and ${stoodAt(as_known_at ?? null)}
    and c.closed_at >= ${midnight(sql`${range.start_date}::date`)} - interval '3 hours'
    and c.closed_at < ${midnight(sql`(${range.end_date}::date + 1)`)} + interval '3 hours'
    and (c.closed_at at time zone ${time_zone})::date between ${range.start_date}::date and ${range.end_date}::date
    ${team ? sql`and c.team = ${team}` : sql``}`;
}

async function selectTickets(ctx: Context, where: Sql, query: PersonTicketsQuery): Promise<Row[]> {
  const cursor = query.cursor ? decodeCursor(query.cursor, "closed") : null;
  const after = cursor
    ? sql`and (c.closed_at, c.id) < (${cursor.value}::timestamptz, ${cursor.id}::uuid)`
    : sql``;
  return ctx.tx.$queryRaw<Row[]>`
    select c.id as closure_id, t.id, t.number, t.external_id, t.source, s.url, t.title, t.description, t.status, t.priority,
      co.name as company_name, r.name as requester_name, c.team, t.created_at, t.updated_at, c.closed_at,
      ${isWithheld(ctx.actor)} as is_withheld, t.tags
    from ticket_closures c join tickets t on t.id = c.ticket_id
      left join ticket_sources s on s.ticket_id = t.id left join companies co on co.id = t.company_id
      left join requesters r on r.id = t.requester_id
    where ${where} and ${visibleTickets(ctx.actor)} ${after}
    order by c.closed_at desc, c.id desc limit ${query.limit + 1}`;
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

async function countLegacy(
  ctx: Context,
  closer: LoadedCloser,
  { time_zone }: Clock,
  range: DayRange,
  knownAt: Date | undefined,
): Promise<number> {
  const agentId = closer.kind === "unmapped" ? closer.freshworks_user_id : null;
  const source = knownAt
    ? sql`(${countedClosures(daysOf(range), time_zone, knownAt)})`
    : sql`(select d.date, d.user_id, case when d.user_id is null then d.freshworks_user_id end as agent_id, d.tickets_closed, d.source
        from ticket_closure_daily d)`;
  const [row] = await ctx.tx.$queryRaw<{ total: number }[]>`
    select coalesce(sum(c.tickets_closed), 0)::int as total from ${source} c
    where c.source = 'legacy' and c.date between ${range.start_date}::date and ${range.end_date}::date
      and c.user_id is not distinct from ${closer.user_id}::uuid and c.agent_id is not distinct from ${agentId}::bigint`;
  return row?.total ?? 0;
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
