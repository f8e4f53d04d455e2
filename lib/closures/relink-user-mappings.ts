import type { Context } from "@/lib/platform/organization";
import { type Candidate, matchPerson } from "./match-person";
import type { Relinked } from "./schema";

/** Looks for accounts of all agents that have none: by e-mail address and name, see match-person.ts. */
export async function relinkUserMappings(ctx: Context): Promise<Relinked> {
  const rows = await ctx.tx.$queryRaw<{ id: string; name: string; email: string | null }[]>`
    select id, freshworks_username as name, email from freshworks_user_mapping where user_id is null for no key update`;
  const people = await ctx.tx.$queryRaw<Candidate[]>`
    select id, name, email from users where role not in ('operator', 'shipper', 'driver') and deactivated_at is null`;
  const found = rows.map((row) => ({ id: row.id, match: matchPerson(row, people) }));
  const chosen = found.flatMap(({ id, match }) =>
    match.kind === "none" ? [] : [{ id, user_id: match.user_id, is_linked: match.kind === "linked" }],
  );
  await ctx.tx.$executeRaw`
    update freshworks_user_mapping m set user_id = case when c.is_linked then c.user_id end,
      proposed_user_id = case when c.is_linked then null else c.user_id end
    from jsonb_to_recordset(${JSON.stringify(chosen)}::jsonb) as c(id uuid, user_id uuid, is_linked boolean)
    where m.id = c.id and (c.is_linked or m.proposed_user_id is distinct from c.user_id)`;
  const linked = chosen.filter(({ is_linked }) => is_linked).length;
  if (linked > 0) await ctx.audit("AGENT_MAPPINGS_LINKED", null, { linked });
  return {
    data: { linked, proposed: chosen.length - linked, unmapped: rows.length - chosen.length },
  };
}
