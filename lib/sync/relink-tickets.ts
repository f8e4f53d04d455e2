import { type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";

const atOnce = 500;

/**
 * Gives synced tickets the company, the requester and the owner that the vendor's ids stand for by now: after a
 * mapping, or after people became known. Answers how many it changed; zero means that all is in order.
 */
export async function relinkTickets(
  ctx: Context,
  connectionId: string,
  only: { companyExternalId?: string } = {},
): Promise<number> {
  const company: Sql =
    only.companyExternalId === undefined ? sql`` : sql`and s.company_external_id = ${only.companyExternalId}`;
  await ctx.tx.$queryRaw`
    select set_config('app.ticket_override', 'import', true), set_config('app.reason', 'Mapped to records of the external desk.', true)`;
  const rows = await ctx.tx.$queryRaw<{ id: string }[]>`
    with meant as (
      select s.ticket_id, s.company_external_id is not null and cs.company_id is null as needs_mapping,
        coalesce(cs.company_id, r.company_id) as company_id, rs.requester_id, m.user_id as owner_id, u.role as owner_role
      from ticket_sources s
      left join company_sources cs on cs.connection_id = s.connection_id and cs.external_id = s.company_external_id
      left join requester_sources rs on rs.connection_id = s.connection_id and rs.external_id = s.requester_external_id
      left join requesters r on r.id = rs.requester_id
      left join freshworks_user_mapping m on m.freshworks_user_id::text = s.responder_external_id
      left join users u on u.id = m.user_id
      where s.connection_id = ${connectionId}::uuid ${company}
    ), differing as (
      select w.* from meant w join tickets t on t.id = w.ticket_id join ticket_sources s on s.ticket_id = w.ticket_id
      where (t.company_id, t.requester_id, t.owner_id, t.owner_role, s.needs_mapping)
        is distinct from (w.company_id, w.requester_id, w.owner_id, w.owner_role, w.needs_mapping)
      limit ${atOnce}
    ), marked as (
      update ticket_sources s set needs_mapping = d.needs_mapping from differing d
      where s.ticket_id = d.ticket_id and s.needs_mapping <> d.needs_mapping
    )
    update tickets t set company_id = d.company_id, requester_id = d.requester_id, owner_id = d.owner_id, owner_role = d.owner_role
    from differing d where t.id = d.ticket_id returning t.id`;
  if (rows.length > 0) ctx.tell("tickets.changed", {});
  return rows.length;
}
