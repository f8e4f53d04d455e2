import { and, type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { isWithheld, lastActivity, seesInternalNotes, visibleTickets } from "./access";
import { clockConditions } from "./filter-clocks";
import { dayBoundary, withinPreset } from "./filter-dates";
import { replayConditions } from "./filter-replay";
import type { TicketFilters } from "./schema";

/** The conditions on `tickets t` (and nothing else) that a filter means for this actor. */
export function filterTickets(ctx: Context, filters: TicketFilters): Sql {
  return and([
    visibleTickets(ctx.actor),
    ...fieldConditions(filters),
    ...contentConditions(ctx, filters),
    ...personConditions(ctx, filters),
    ...textConditions(ctx, filters),
    ...timeConditions(ctx, filters),
    ...replayConditions(filters.sla_replay),
    ...excludedConditions(ctx, filters),
  ]);
}

/** `_not` filters, each built like its positive twin. Unknown (null) counts as not matching, so it stays in. */
function excludedConditions(ctx: Context, filters: TicketFilters): Sql[] {
  const twins: Partial<TicketFilters>[] = [
    { status: filters.status_not },
    { priority: filters.priority_not },
    { owner_id: filters.owner_id_not },
    { owner_role: filters.owner_role_not },
    { franchise_id: filters.franchise_id_not },
    { linked_type: filters.linked_type_not },
    { linked_id: filters.linked_id_not },
    { tags: filters.tags_not },
    { sla_status: filters.sla_status_not },
    { response_status: filters.response_status_not },
    { next_response_status: filters.next_response_status_not },
    { requester_id: filters.requester_id_not },
    { company_id: filters.company_id_not },
    { created_by_id: filters.created_by_id_not },
    { source: filters.source_not },
  ];
  return twins.flatMap((twin) => {
    const positive: TicketFilters = { archived: "any", ...twin };
    return [
      ...fieldConditions(positive),
      ...contentConditions(ctx, positive),
      ...personConditions(ctx, positive),
      ...textConditions(ctx, positive),
      ...timeConditions(ctx, positive),
    ].map((condition) => sql`(${condition}) is not true`);
  });
}

function fieldConditions(filters: TicketFilters): Sql[] {
  const conditions: Sql[] = [];
  if (filters.archived !== "any")
    conditions.push(filters.archived === "true" ? sql`t.archived` : sql`not t.archived`);
  if (filters.id) conditions.push(anyUuid(sql`t.id`, filters.id));
  if (filters.status) conditions.push(anyOf(sql`t.status`, filters.status));
  if (filters.priority) conditions.push(anyOf(sql`t.priority`, filters.priority));
  if (filters.owner_role) conditions.push(anyOf(sql`t.owner_role`, filters.owner_role));
  if (filters.franchise_id) conditions.push(anyUuid(sql`t.assigned_franchise_id`, filters.franchise_id));
  if (filters.source) conditions.push(anyOf(sql`t.source`, filters.source));
  if (filters.number) conditions.push(sql`t.number = any (${filters.number}::int[])`);
  if (filters.is_sensitive !== undefined) conditions.push(sql`t.is_sensitive = ${filters.is_sensitive}`);
  if (filters.merged !== undefined)
    conditions.push(filters.merged ? sql`t.merged_into_id is not null` : sql`t.merged_into_id is null`);
  return conditions;
}

/** What a withheld ticket says must not be found out by filtering or searching for it. */
function contentConditions(ctx: Context, filters: TicketFilters): Sql[] {
  const conditions: Sql[] = [];
  if (filters.linked_type) conditions.push(anyOf(sql`t.linked_type`, filters.linked_type));
  if (filters.linked_id) conditions.push(anyOf(sql`t.linked_id`, filters.linked_id));
  if (filters.requester_id) conditions.push(anyUuid(sql`t.requester_id`, filters.requester_id));
  if (filters.company_id) conditions.push(anyUuid(sql`t.company_id`, filters.company_id));
  if (filters.tags) conditions.push(sql`t.id in (select tagged_ticket_ids(${filters.tags}::text[]))`);
  return conditions.map((condition) => sql`(${condition} and not ${isWithheld(ctx.actor)})`);
}

function personConditions(ctx: Context, filters: TicketFilters): Sql[] {
  const conditions: Sql[] = [];
  const me = ctx.actor.userId;
  if (filters.owner_id) {
    const ids = filters.owner_id.filter((id) => id !== "none").map((id) => (id === "me" ? me : id));
    const owned = anyUuid(sql`t.owner_id`, ids);
    conditions.push(filters.owner_id.includes("none") ? sql`(t.owner_id is null or ${owned})` : owned);
  }
  if (filters.created_by_id) {
    const ids = filters.created_by_id.map((id) => (id === "me" ? me : id));
    const created = anyUuid(sql`t.created_by_id`, ids);
    const isOnlyMine = ids.every((id) => id === me);
    conditions.push(isOnlyMine ? created : sql`(${created} and not ${isWithheld(ctx.actor)})`);
  }
  if (filters.watching !== undefined) {
    const watched = sql`exists (select from ticket_watchers w where w.ticket_id = t.id and w.user_id = ${me}::uuid)`;
    conditions.push(filters.watching ? watched : sql`not ${watched}`);
  }
  if (filters.my_work !== undefined) {
    // Three index lookups; as one "or" it would read every ticket.
    const mine = sql`t.id in (select m.id from tickets m where m.owner_id = ${me}::uuid
      union all select m.id from tickets m where m.owner_id is null and m.owner_role = ${ctx.actor.role}
      union all select w.ticket_id from ticket_watchers w where w.user_id = ${me}::uuid)`;
    conditions.push(filters.my_work ? mine : sql`not ${mine}`);
  }
  return conditions;
}

function textConditions(ctx: Context, filters: TicketFilters): Sql[] {
  const conditions: Sql[] = [];
  if (!filters.search) return conditions;
  const number = filters.search.match(/^#?(\d{1,9})$/)?.[1];
  const byWords = sql`(t.id in (select search_ticket_ids(${filters.search}, ${seesInternalNotes(ctx.actor)})) and not ${isWithheld(ctx.actor)})`;
  conditions.push(number ? sql`(t.number = ${Number(number)} or ${byWords})` : byWords);
  return conditions;
}

function timeConditions(ctx: Context, filters: TicketFilters): Sql[] {
  const bounds: [Sql, ">=" | "<", string | undefined][] = [
    [sql`t.created_at`, ">=", filters.from_date],
    [sql`t.created_at`, "<", filters.to_date],
    [lastActivity(ctx.actor), ">=", filters.updated_from],
    [lastActivity(ctx.actor), "<", filters.updated_to],
    [sql`t.sla_due_at`, ">=", filters.due_from],
    [sql`t.sla_due_at`, "<", filters.due_to],
    [sql`t.response_due_at`, ">=", filters.response_due_from],
    [sql`t.response_due_at`, "<", filters.response_due_to],
    [sql`t.next_response_due_at`, ">=", filters.next_response_due_from],
    [sql`t.next_response_due_at`, "<", filters.next_response_due_to],
  ];
  const conditions = bounds.flatMap(([column, operator, value]) => {
    if (value === undefined) return [];
    const at = dayBoundary(ctx, value, operator === "<");
    return [operator === ">=" ? sql`${column} >= ${at}` : sql`${column} < ${at}`];
  });
  if (filters.created_within) conditions.push(withinPreset(ctx, sql`t.created_at`, filters.created_within));
  if (filters.updated_within)
    conditions.push(withinPreset(ctx, lastActivity(ctx.actor), filters.updated_within));
  if (filters.due_within) conditions.push(withinPreset(ctx, sql`t.sla_due_at`, filters.due_within));
  if (filters.response_due_within)
    conditions.push(withinPreset(ctx, sql`t.response_due_at`, filters.response_due_within));
  if (filters.next_response_due_within)
    conditions.push(withinPreset(ctx, sql`t.next_response_due_at`, filters.next_response_due_within));
  return [...conditions, ...clockConditions(filters)];
}

/** One value keeps the index order usable, which `= any` would not. */
export function anyOf(column: Sql, values: readonly string[]): Sql {
  return values.length === 1 ? sql`${column} = ${values[0]}` : sql`${column} = any (${values}::text[])`;
}

function anyUuid(column: Sql, values: readonly (string | null)[]): Sql {
  return values.length === 1 ? sql`${column} = ${values[0]}::uuid` : sql`${column} = any (${values}::uuid[])`;
}
