import { type Sql, sql } from "@/lib/platform/database/sql";
import { AppError, notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { closerColumns, closerJoins, closerNames, nobodyUsername } from "./name-closers";
import type { Closer } from "./schema";

export type LoadedCloser = Closer & {
  /** The external agents that stand for them. */
  agentIds: number[];
};

/** Whoever a username, an e-mail address, a user's id or an external agent's id or name means. */
export async function loadCloser(ctx: Context, username: string): Promise<LoadedCloser> {
  const text = username.trim().toLowerCase();
  const rows = await ctx.tx.$queryRaw<(Closer & { agentIds: number[] })[]>`
    with ${closerNames}, candidate as (
      select s.id as user_id, null::bigint as agent_id from staff s where ${text} in (s.email, s.id::text, s.short_name)
      union
      select u.id, null from users u where u.id::text = ${text}
      union
      select m.user_id, case when m.user_id is null then m.freshworks_user_id end from freshworks_user_mapping m
        left join agent_name a on a.freshworks_user_id = m.freshworks_user_id
      where ${text} in (m.freshworks_user_id::text, lower(a.username), 'agent-' || m.freshworks_user_id)
      union
      select null, c.agent_id from (select ${asVendorId(text)}::bigint as agent_id) c
      where c.agent_id is not null and not exists (select from freshworks_user_mapping m where m.freshworks_user_id = c.agent_id)
        and (exists (select from ticket_closures e where e.freshworks_user_id = c.agent_id)
          or exists (select from ticket_closure_legacy l where l.freshworks_user_id = c.agent_id))
      union
      select null, null where ${text} = ${nobodyUsername}
    )
    select ${closerColumns}, r.agent_id::float8 as freshworks_user_id,
      coalesce((select array_agg(m.freshworks_user_id::float8) from freshworks_user_mapping m where m.user_id = r.user_id), '{}') as "agentIds"
    from ${closerJoins(sql`candidate`)}`;
  const exact = rows.filter((row) => row.username.toLowerCase() === text);
  const [found, ...others] = exact.length === 1 ? exact : rows;
  if (!found) throw notFound("person");
  if (others.length > 0)
    throw new AppError("conflict", `Several people are called ${username}: use one of the allowed names.`, {
      allowed: rows.map((row) => row.username),
    });
  const own = found.freshworks_user_id === null ? [] : [found.freshworks_user_id];
  return { ...found, agentIds: [...own, ...found.agentIds] };
}

/** Which of `ticket_closures c` (or `ticket_closure_legacy c`) are theirs. */
export function closedBy(closer: LoadedCloser): Sql {
  if (closer.kind === "nobody") return sql`c.user_id is null and c.freshworks_user_id is null`;
  if (closer.kind === "unmapped") return sql`c.freshworks_user_id = ${closer.freshworks_user_id}::bigint`;
  if (closer.agentIds.length === 0) return sql`c.user_id = ${closer.user_id}::uuid`;
  return sql`(c.user_id = ${closer.user_id}::uuid or c.freshworks_user_id = any (${closer.agentIds}::bigint[]))`;
}

function asVendorId(text: string): number | null {
  const digits = text.replace(/^agent-/, "");
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
}
