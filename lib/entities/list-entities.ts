import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { empty, join, type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { linkedTypes } from "@/lib/tickets/schema";
import type { EntityRow, ListEntitiesQuery } from "./schema";

type Page = {
  data: EntityRow[];
  pagination: { limit: number; total: number | null; next_cursor: string | null };
};

const columns = sql`e.type, e.entity_id, e.label, e.detail, e.url, e.updated_at`;
const order = "entities";

/** The registry: the best matches of a search, or everything of some types page by page. */
export async function listEntities(ctx: Context, query: ListEntitiesQuery): Promise<Page> {
  const words = [...new Set(query.search?.toLowerCase().split(/\s+/).filter(Boolean))].slice(0, 8);
  return words.length > 0 ? searchEntities(ctx, query, words) : pageOfEntities(ctx, query);
}

/**
 * Walks the index of word beginnings type by type and stops at the limit. Ranges, not LIKE: only comparisons are
 * leakproof, so that row-level security lets the index be used.
 */
async function searchEntities(ctx: Context, query: ListEntitiesQuery, words: string[]): Promise<Page> {
  // The longest word is the rarest as a rule; the others are looked up for its matches alone.
  const [rarest, ...others] = words.toSorted((a, b) => b.length - a.length) as [string, ...string[]];
  const othersMatch = others.map(
    (word) => sql`and exists (select from linked_entity_words x
      where x.linked_entity_id = w.linked_entity_id and ${startsWith(sql`x.word`, word)})`,
  );
  const data = await ctx.tx.$queryRaw<EntityRow[]>`
    with found as materialized (
      select distinct on (w.linked_entity_id) w.linked_entity_id as id, w.word
      from unnest(${query.type ?? [...linkedTypes]}::text[]) kind (name) cross join lateral (
        select w.linked_entity_id, w.word from linked_entity_words w
        where w.type = kind.name and ${startsWith(sql`w.word`, rarest)} ${others.length > 0 ? join(othersMatch, " ") : empty}
        order by w.word limit ${query.limit * 4}
      ) w order by w.linked_entity_id, w.word
    )
    select ${columns} from found f join linked_entities e on e.id = f.id
    order by lower(e.entity_id) = ${query.search?.toLowerCase() ?? ""} desc, starts_with(lower(e.entity_id), ${rarest}) desc,
      length(f.word), e.entity_id limit ${query.limit}`;
  return { data, pagination: { limit: query.limit, total: null, next_cursor: null } };
}

/** In byte order, U+10FFFF sorts behind every continuation of the beginning. */
function startsWith(column: Sql, beginning: string): Sql {
  return sql`(${column} >= ${beginning} and ${column} < ${`${beginning}\u{10FFFF}`})`;
}

async function pageOfEntities(ctx: Context, query: ListEntitiesQuery): Promise<Page> {
  const kinds = query.type ? sql`e.type = any (${query.type}::text[])` : sql`true`;
  const cursor = query.cursor ? decodeCursor(query.cursor, order) : null;
  const after = cursor ? sql`and (e.type, e.entity_id) > (${String(cursor.value)}, ${cursor.id})` : empty;
  const rows = await ctx.tx.$queryRaw<EntityRow[]>`
    select ${columns} from linked_entities e where ${kinds} ${after} order by e.type, e.entity_id limit ${query.limit + 1}`;
  const [count] = await ctx.tx.$queryRaw<
    { total: number }[]
  >`select count(*)::int as total from linked_entities e where ${kinds}`;
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  const next =
    rows.length > query.limit && last ? encodeCursor({ order, value: last.type, id: last.entity_id }) : null;
  return { data, pagination: { limit: query.limit, total: count?.total ?? 0, next_cursor: next } };
}
