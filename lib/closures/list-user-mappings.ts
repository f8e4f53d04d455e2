import { and, type Sql, sql } from "@/lib/platform/database/sql";
import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { readClock } from "./read-clock";
import { resolvePeriod } from "./resolve-period";
import type { UserMapping, UserMappings, UserMappingsQuery } from "./schema";

const states: Record<UserMappingsQuery["state"], Sql> = {
  all: sql`true`,
  linked: sql`m.user_id is not null`,
  proposed: sql`m.user_id is null and m.proposed_user_id is not null`,
  unmapped: sql`m.user_id is null`,
};

/** Agents of external desks by name, and whom they are linked to. */
export async function listUserMappings(ctx: Context, query: UserMappingsQuery): Promise<UserMappings> {
  const search = `%${query.q?.replace(/[\\%_]/g, "\\$&").toLowerCase()}%`;
  const where = and([
    states[query.state],
    query.q
      ? sql`(lower(m.freshworks_username) like ${search} or lower(m.email) like ${search} or m.freshworks_user_id::text like ${search})`
      : sql`true`,
  ]);
  const data = await selectMappings(
    ctx,
    sql`${where} order by lower(m.freshworks_username), m.id limit ${query.limit} offset ${(query.page - 1) * query.limit}`,
  );
  const [row] = await ctx.tx.$queryRaw<
    { total: number; linked: number; proposed: number; unmapped: number }[]
  >`
    select count(*) filter (where ${where})::int as total, count(*) filter (where ${states.linked})::int as linked,
      count(*) filter (where ${states.proposed})::int as proposed, count(*) filter (where ${states.unmapped})::int as unmapped
    from freshworks_user_mapping m`;
  const { total, ...counts } = row ?? { total: 0, linked: 0, proposed: 0, unmapped: 0 };
  const pages = Math.max(1, Math.ceil(total / query.limit));
  return {
    data,
    pagination: { limit: query.limit, total, next_cursor: null, page: query.page, total_pages: pages },
    counts,
  };
}

export async function loadUserMapping(ctx: Context, id: string): Promise<UserMapping> {
  const [mapping] = await selectMappings(ctx, sql`m.id = ${id}::uuid`);
  if (!mapping) throw notFound("user mapping");
  return mapping;
}

async function selectMappings(ctx: Context, where: Sql): Promise<UserMapping[]> {
  const { today, time_zone } = await readClock(ctx);
  const { start_date } = resolvePeriod({ period: "month" }, today);
  const person = (alias: Sql) =>
    sql`case when ${alias}.id is not null then jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name, 'email', ${alias}.email) end`;
  return ctx.tx.$queryRaw<UserMapping[]>`
    select m.id, m.freshworks_user_id::float8 as freshworks_user_id, m.freshworks_username, m.email, m.connection_id, m.is_active,
      ${person(sql`u`)} as "user", ${person(sql`p`)} as proposed_user, m.created_at, m.updated_at,
      (select count(*)::int from ticket_closures c where c.freshworks_user_id = m.freshworks_user_id and c.void_at is null
        and c.closed_at >= ${start_date}::date::timestamp at time zone ${time_zone}) as tickets_closed
    from freshworks_user_mapping m left join users u on u.id = m.user_id
      left join users p on p.id = m.proposed_user_id and m.user_id is null
    where ${where}`;
}
