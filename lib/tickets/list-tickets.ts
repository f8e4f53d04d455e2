import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { empty, raw, type Sql, sql } from "@/lib/platform/database/sql";
import type { Actor, Context } from "@/lib/platform/organization";
import { isStaff } from "@/lib/platform/permissions";
import { isWithheld, lastActivity, seesAllTickets, seesInternalNotes } from "./access";
import { countTickets, usesOnly } from "./count-tickets";
import { filterTickets } from "./filter-tickets";
import type { ListTicketsQuery, TicketRow } from "./schema";
import { forReader, rowColumns, withhold } from "./ticket-columns";

type Row = TicketRow & { public_updated_at: Date; sort_key: string; total: number | null };
type Page = {
  data: TicketRow[];
  pagination: {
    limit: number;
    total: number | null;
    next_cursor: string | null;
    page?: number;
    total_pages?: number;
  };
};

/** The visible tickets of a filter, one page by keyset cursor (or `page`), with the exact total. */
export async function listTickets(ctx: Context, query: ListTicketsQuery): Promise<Page> {
  const rows = await selectPage(ctx, query);
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  const hasMore = rows.length > query.limit;
  const total = query.count ? (rows[0]?.total ?? (await countTickets(ctx, query))) : null;
  return {
    data: data.map((row) => forReader(ctx.actor, withhold(row))),
    pagination: {
      limit: query.limit,
      total,
      next_cursor:
        hasMore && last ? encodeCursor({ order: orderName(query), value: last.sort_key, id: last.id }) : null,
      ...(query.page && {
        page: query.page,
        total_pages: Math.max(1, Math.ceil((total ?? 0) / query.limit)),
      }),
    },
  };
}

/** Ids first, from the index; the wide columns and names only for the rows of the page. */
async function selectPage(ctx: Context, query: ListTicketsQuery): Promise<Row[]> {
  const direction = raw(query.order === "asc" ? "asc" : "desc");
  const { pages, total } = isPlainSearch(ctx, query) ? searchPage(ctx, query) : filteredPage(ctx, query);
  return ctx.tx.$queryRaw<Row[]>`
    with ${pages}
    select ${rowColumns}, ${isWithheld(ctx.actor)} as is_withheld, page.k::text as sort_key, ${total} as total
      ${query.include?.includes("description") ? sql`, t.description` : empty}
    from page join tickets t on t.id = page.id
      left join users owner on owner.id = t.owner_id left join requesters r on r.id = t.requester_id
    order by page.k ${direction}, page.id ${direction}`;
}

function filteredPage(ctx: Context, query: ListTicketsQuery): { pages: Sql; total: Sql } {
  const key = sortKey(ctx.actor, query.sort);
  const direction = raw(query.order === "asc" ? "asc" : "desc");
  const limit = sql`limit ${query.limit + 1} offset ${offsetOf(query)}`;
  const where = filterTickets(ctx, query);
  const after = query.cursor ? afterCursor(ctx.actor, query, query.cursor) : sql`true`;
  // A search visits all its matches anyway: the same visit counts them.
  if (query.count && (query.search !== undefined || query.tags !== undefined))
    return {
      pages: sql`matches as materialized (select t.id, ${key.expression} as k, ${after} as is_after from tickets t where ${where}),
        page as (select t.id, t.k from matches t where t.is_after order by t.k ${direction}, t.id ${direction} ${limit})`,
      total: sql`(select count(*)::int from matches)`,
    };
  return {
    pages: sql`page as materialized (select t.id, ${key.expression} as k from tickets t
      where ${where} and ${after} order by ${key.expression} ${direction}, t.id ${direction} ${limit})`,
    total: sql`null::int`,
  };
}

/** Words alone, in the order of creation: answered from the hits, which carry what such a list sorts and counts by. */
function isPlainSearch(ctx: Context, query: ListTicketsQuery): boolean {
  return (
    query.search !== undefined &&
    !/^#?\d+$/.test(query.search) &&
    query.sort === "created_at" &&
    isStaff(ctx.actor.role) &&
    seesAllTickets(ctx.actor) &&
    usesOnly(query, ["search", "archived"])
  );
}

function searchPage(ctx: Context, query: ListTicketsQuery): { pages: Sql; total: Sql } {
  const archived = query.archived === "any" ? null : query.archived === "true";
  const hits = sql`${query.search}, ${seesInternalNotes(ctx.actor)}, ${archived}::boolean, ${ctx.actor.userId}::uuid`;
  const after = query.cursor ? decodeCursor(query.cursor, orderName(query)) : { value: null, id: null };
  const offset = offsetOf(query);
  const isWhole =
    query.cursor || offset > 0 ? sql`false` : sql`(select count(*) from page) <= ${query.limit}`;
  return {
    pages: sql`page as materialized (select id, created_at as k from search_ticket_page(${hits}, ${query.order === "asc"},
      ${after.value === null ? null : String(after.value)}::timestamptz, ${after.id}::uuid, ${query.limit + 1}::int, ${offset}::int))`,
    total: query.count
      ? sql`(case when ${isWhole} then (select count(*)::int from page) else (select count_search_hits(${hits})) end)`
      : sql`null::int`,
  };
}

function offsetOf(query: ListTicketsQuery): number {
  return query.page && !query.cursor ? (query.page - 1) * query.limit : 0;
}

function sortKey(actor: Actor, sort: ListTicketsQuery["sort"]): { expression: Sql; cast: Sql } {
  const key = sortKeys[sort];
  return sort === "updated_at" ? { ...key, expression: lastActivity(actor) } : key;
}

/**
 * Expressions are never null, so that a row comparison pages through every row exactly once. What a sensitive ticket
 * says is no part of them: its place in the list, or a cursor made up for it, would give it away letter by letter.
 */
export const sortKeys: Record<ListTicketsQuery["sort"], { expression: Sql; cast: Sql }> = {
  created_at: { expression: sql`t.created_at`, cast: sql`timestamptz` },
  updated_at: { expression: sql`t.updated_at`, cast: sql`timestamptz` },
  sla_due_at: { expression: sql`coalesce(t.sla_due_at, 'infinity')`, cast: sql`timestamptz` },
  response_due_at: { expression: sql`coalesce(t.response_due_at, 'infinity')`, cast: sql`timestamptz` },
  next_response_due_at: {
    expression: sql`coalesce(t.next_response_due_at, 'infinity')`,
    cast: sql`timestamptz`,
  },
  priority: { expression: sql`t.priority_rank`, cast: sql`smallint` },
  status: { expression: sql`t.status_rank`, cast: sql`smallint` },
  number: { expression: sql`t.number`, cast: sql`int` },
  title: { expression: sql`case when t.is_sensitive then '' else t.title end`, cast: sql`varchar` },
  owner: { expression: sql`coalesce(t.owner_role, '~') || coalesce(t.owner_id::text, '')`, cast: sql`text` },
  linked: {
    expression: sql`case when t.is_sensitive then '~' else coalesce(t.linked_type || ':' || t.linked_id, '~') end`,
    cast: sql`text`,
  },
};

function afterCursor(actor: Actor, query: ListTicketsQuery, cursor: string): Sql {
  const { value, id } = decodeCursor(cursor, orderName(query));
  const key = sortKey(actor, query.sort);
  const bound = sql`(${String(value)}::${key.cast}, ${id}::uuid)`;
  return query.order === "asc"
    ? sql`(${key.expression}, t.id) > ${bound}`
    : sql`(${key.expression}, t.id) < ${bound}`;
}

function orderName(query: ListTicketsQuery): string {
  return `${query.sort} ${query.order}`;
}
