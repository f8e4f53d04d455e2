import type { Context } from "@/lib/platform/organization";
import { visibleTickets } from "@/lib/tickets/access";
import { loadCompany } from "./load-company";
import type { CompanyDetail } from "./schema";

type Counts = Pick<
  CompanyDetail,
  "ticket_count" | "open_ticket_count" | "total_hours" | "recent_hours" | "unread_hours_count"
>;

/** A company with what the actor may see of its tickets, counted. */
export async function getCompany(ctx: Context, key: string): Promise<{ data: CompanyDetail }> {
  const company = await loadCompany(ctx, key);
  const sources = await ctx.tx.$queryRaw<CompanyDetail["sources"]>`
    select s.connection_id, n.name as connection_name, n.vendor, s.external_id, s.name, s.is_active
    from company_sources s join sync_connections n on n.id = s.connection_id
    where s.company_id = ${company.id}::uuid order by lower(n.name), s.external_id`;
  const [people] = await ctx.tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from requesters where company_id = ${company.id}::uuid`;
  return {
    data: {
      ...company,
      ...(await countTicketsOf(ctx, company.id)),
      requester_count: people?.count ?? 0,
      sources,
    },
  };
}

/** Hours as `ticket_details` has them, counted without its texts. */
async function countTicketsOf(ctx: Context, companyId: string): Promise<Counts> {
  const [counts] = await ctx.tx.$queryRaw<Counts[]>`
    with counted as (
      select d.total_hours_spent, d.are_hours_known, t.status not in ('RESOLVED', 'CLOSED') as is_open,
        exists (select from time_entries e where e.ticket_id = t.id and e.worked_at >= app_now() - interval '30 days') as is_recent
      from tickets t join ticket_details d on d.docket_id = t.id
      where t.company_id = ${companyId}::uuid and not t.archived and ${visibleTickets(ctx.actor)}
    )
    select count(*)::int as ticket_count, count(*) filter (where is_open)::int as open_ticket_count,
      coalesce(sum(total_hours_spent), 0)::float8 as total_hours,
      coalesce(sum(total_hours_spent) filter (where is_recent), 0)::float8 as recent_hours,
      count(*) filter (where not are_hours_known)::int as unread_hours_count
    from counted`;
  if (!counts) throw new Error("A count has a row.");
  return counts;
}
