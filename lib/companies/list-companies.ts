import { matches } from "@/lib/people/load-user";
import { type NamedPage, pageByName } from "@/lib/people/page-by-name";
import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { visibleTickets } from "@/lib/tickets/access";
import { visibleCompanies } from "./access";
import type { CompanyRow, ListCompaniesQuery } from "./schema";

/** Companies by name, with how many of their tickets are open. */
export function listCompanies(ctx: Context, query: ListCompaniesQuery): Promise<NamedPage<CompanyRow>> {
  return pageByName<CompanyRow>(ctx, query, {
    columns: sql`c.id, c.name, c.account_number, c.domains, c.is_active, c.minimum_charge_minutes, c.description, c.created_at,
      c.updated_at, (select count(*)::int from tickets t where t.company_id = c.id and not t.archived
        and t.status not in ('RESOLVED', 'CLOSED') and ${visibleTickets(ctx.actor)}) as open_ticket_count`,
    from: sql`companies c`,
    alias: "c",
    where: [
      visibleCompanies(ctx.actor, sql`c.id`),
      matches(query.search, ["c.name", "c.account_number", "array_to_string(c.domains, ' ')"]),
      query.is_active === undefined ? sql`true` : sql`c.is_active = ${query.is_active}`,
    ],
  });
}
