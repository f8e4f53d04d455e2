import { type Sql, sql } from "@/lib/platform/database/sql";
import { type Closer, closerKinds } from "./schema";

/** Stands in addresses and labels for tickets closed without an agent. */
export const nobodyUsername = "(nobody)";

/**
 * CTEs `staff`, `shared_name` and `agent_name`: how people and external agents are called. A username is the first part of the
 * e-mail address where no colleague shares it, an agent's the name of the external desk; the longer form keeps it unique.
 */
export const closerNames = sql`
  staff as materialized (
    select u.id, u.email, split_part(u.email, '@', 1) as short_name
    from users u where u.role not in ('operator', 'shipper', 'driver')
  ), shared_name as materialized (
    select short_name from staff group by short_name having count(*) > 1
  ), agent_name as materialized (
    select m.freshworks_user_id, m.freshworks_username as name,
      case when count(*) over same > 1 or s.id is not null then m.freshworks_username || ' (' || m.freshworks_user_id || ')'
        else m.freshworks_username end as username
    from freshworks_user_mapping m left join staff s on s.short_name = lower(m.freshworks_username)
    where m.user_id is null
    window same as (partition by lower(m.freshworks_username))
  )`;

/** The columns of a `closer` for rows with `user_id` and `agent_id`; to be joined by `closerJoins`. */
export const closerColumns = sql`
  case when r.user_id is not null then 'person' when r.agent_id is not null then 'unmapped' else 'nobody' end as kind,
  case when r.user_id is not null then case when d.short_name is null then split_part(u.email, '@', 1) else u.email end
    when r.agent_id is not null then coalesce(a.username, 'agent-' || r.agent_id) else ${nobodyUsername} end as username,
  case when r.user_id is not null then u.name
    when r.agent_id is not null then coalesce(a.name, 'Agent ' || r.agent_id) else 'No agent' end as name,
  u.role, r.user_id`;

export function closerJoins(rows: Sql): Sql {
  return sql`${rows} r left join users u on u.id = r.user_id
    left join shared_name d on d.short_name = split_part(u.email, '@', 1)
    left join agent_name a on a.freshworks_user_id = r.agent_id`;
}

/** Most first; then people before agents before nobody, and by name. The database's own order of texts costs more. */
export function byCount<Row extends Closer>(count: (row: Row) => number): (one: Row, other: Row) => number {
  return (one, other) =>
    count(other) - count(one) ||
    closerKinds.indexOf(one.kind) - closerKinds.indexOf(other.kind) ||
    compareTexts(one.name, other.name) ||
    compareTexts(one.username, other.username);
}

function compareTexts(one: string, other: string): number {
  const [first, second] = [one.toLowerCase(), other.toLowerCase()];
  return first < second ? -1 : first > second ? 1 : 0;
}
