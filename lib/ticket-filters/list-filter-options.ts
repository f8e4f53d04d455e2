import { type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { isWithheld, visibleTickets } from "@/lib/tickets/access";
import type { FilterOption, ListFilterOptionsQuery, SearchedFilter } from "./schema";

const optionLimit = 30;
/** Tags and sources are read from the tickets themselves; older ones can still be typed in full. */
const recentTickets = 5_000;

/** Values a person may choose in the filter bar: only people and companies of tickets they may see. */
export async function listFilterOptions(
  ctx: Context,
  query: ListFilterOptionsQuery,
): Promise<FilterOption[]> {
  const from = sources(ctx, query);
  const condition = query.values
    ? sql`o.value = any (${query.values}::text[])`
    : sql`(o.label ilike ${pattern(query.search)} or o.hint ilike ${pattern(query.search)} or o.value ilike ${pattern(query.search)})`;
  const found = await ctx.tx.$queryRaw<FilterOption[]>`
    select o.value, o.label, o.hint from (${from[query.field]}) o where ${condition}
    order by o.weight desc, o.label, o.value limit ${query.values ? 200 : optionLimit}`;
  return withTyped(query, found);
}

type Source = Record<SearchedFilter, Sql>;

function sources(ctx: Context, query: ListFilterOptionsQuery): Source {
  const people = sql`select u.id::text as value, u.name as label, replace(u.role, '_', ' ') as hint,
    (case when u.deactivated_at is null then 1 else 0 end) as weight from users u`;
  const isSeen = (condition: Sql) =>
    query.values
      ? sql`true`
      : sql`exists (select from tickets t where ${condition} and ${visibleTickets(ctx.actor)})`;
  const recent = sql`select t.tags, t.source from tickets t where ${visibleTickets(ctx.actor)} and not ${isWithheld(ctx.actor)}
    order by t.created_at desc limit ${recentTickets}`;
  return {
    owner_id: people,
    created_by_id: people,
    requester_id: sql`select r.id::text as value, r.name as label, r.email as hint, 0 as weight from requesters r
      where ${isSeen(sql`t.requester_id = r.id`)}`,
    company_id: sql`select c.id::text as value, c.name as label, c.account_number as hint, 0 as weight from companies c
      where ${isSeen(sql`t.company_id = c.id`)}`,
    franchise_id: sql`select f.id::text as value, f.name as label, f.code as hint, 0 as weight from franchises f`,
    linked_id: sql`select e.entity_id as value, e.entity_id as label, e.type || ', ' || e.label as hint, 0 as weight
      from linked_entities e`,
    tags: sql`select tag as value, tag as label, null::text as hint, count(*) as weight
      from (${recent}) recent, unnest(recent.tags) tag group by tag`,
    source: sql`select recent.source as value, recent.source as label, null::text as hint, count(*) as weight
      from (${recent}) recent group by recent.source`,
  };
}

/** What was typed is a choice of its own where values are free text. */
function withTyped(query: ListFilterOptionsQuery, found: FilterOption[]): FilterOption[] {
  const typed = query.field === "tags" ? query.search?.toLowerCase() : query.search;
  const isFree = query.field === "tags" || query.field === "linked_id" || query.field === "source";
  if (!isFree || !typed || typed.includes(",") || found.some(({ value }) => value === typed)) return found;
  return [...found, { value: typed, label: typed, hint: "as typed" }];
}

function pattern(search: string | undefined): string {
  return `%${(search ?? "").replace(/[\\%_]/g, "\\$&")}%`;
}
