import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { and, type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { isWithheld } from "@/lib/tickets/access";
import { dayBoundary, withinPreset } from "@/lib/tickets/filter-dates";
import type { AuditRow, ListAuditQuery } from "./schema";

/** Audit rows newest first: of one ticket, one person, one action or the whole organization. */
export async function listAudit(ctx: Context, query: ListAuditQuery) {
  const conditions = filterAudit(ctx, query);
  const cursor = query.cursor ? decodeCursor(query.cursor, "audit") : null;
  const page = cursor
    ? [...conditions, sql`(a.created_at, a.id) < (${cursor.value}::timestamptz, ${cursor.id}::bigint)`]
    : conditions;
  const rows = await ctx.tx.$queryRaw<AuditRow[]>`
    select a.id::int8::float8 as id, a.ticket_id, t.number as ticket_number, a.actor_id, u.name as actor_name, a.actor_role, a.action,
      case when t.id is not null and ${isWithheld(ctx.actor)} then '{"withheld": true}'::jsonb else a.payload end as payload,
      case when t.id is not null and ${isWithheld(ctx.actor)} then '{}'::jsonb else ${namesInPayload} end as names,
      a.ip_address, a.created_at, s.audit_id is not null as is_sealed
    from ticket_audit a left join users u on u.id = a.actor_id left join tickets t on t.id = a.ticket_id
      left join ticket_audit_seals s on s.audit_id = a.id
    where ${and(page)} order by a.created_at desc, a.id desc limit ${query.limit + 1} offset ${cursor ? 0 : query.offset}`;
  const [count] = await ctx.tx.$queryRaw<
    { total: number }[]
  >`select count(*)::int as total from ticket_audit a where ${and(conditions)}`;
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  const next =
    rows.length > query.limit && last
      ? encodeCursor({ order: "audit", value: last.created_at.toISOString(), id: String(last.id) })
      : null;
  return { data, pagination: { limit: query.limit, total: count?.total ?? 0, next_cursor: next } };
}

function filterAudit(ctx: Context, query: ListAuditQuery): Sql[] {
  const { ticket_id, ticket_number, actor_id, actor_id_not, action, action_not } = query;
  return [
    ...(ticket_id ? [sql`a.ticket_id = ${ticket_id}::uuid`] : []),
    ...(ticket_number
      ? [sql`a.ticket_id in (select x.id from tickets x where x.number = any (${ticket_number}::int[]))`]
      : []),
    ...(actor_id ? [byActor(actor_id)] : []),
    ...(actor_id_not ? [sql`(${byActor(actor_id_not)}) is not true`] : []),
    ...(action ? [sql`a.action = any (${action}::text[])`] : []),
    ...(action_not ? [sql`a.action <> all (${action_not}::text[])`] : []),
    ...(query.from_date ? [sql`a.created_at >= ${dayBoundary(ctx, query.from_date, false)}`] : []),
    ...(query.to_date ? [sql`a.created_at < ${dayBoundary(ctx, query.to_date, true)}`] : []),
    ...(query.created_within ? [withinPreset(ctx, sql`a.created_at`, query.created_within)] : []),
  ];
}

function byActor(actors: readonly string[]): Sql {
  const people = actors.filter((actor) => actor !== "system");
  const byPerson = sql`a.actor_id = any (${people}::uuid[])`;
  return people.length === actors.length ? byPerson : sql`(a.actor_id is null or ${byPerson})`;
}

const namesInPayload = sql`(
  select coalesce(jsonb_object_agg(known.id, known.name), '{}'::jsonb)
  from (select array(select distinct v.value::uuid from jsonb_each_text(a.payload) v
    where v.key = any ('{old_owner_id,new_owner_id,owner_id,user_id,old,new}') and v.value ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') as ids) named
  cross join lateral (
    select x.id, x.name from users x where x.id = any (named.ids)
    union all select x.id, x.name from franchises x where x.id = any (named.ids)
    union all select x.id, x.name from requesters x where x.id = any (named.ids)
  ) known)`;
