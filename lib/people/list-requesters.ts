import { visibleCompanies } from "@/lib/companies/access";
import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { matches } from "./load-user";
import { type NamedPage, pageByName } from "./page-by-name";
import type { ListRequestersQuery, RequesterRow } from "./schema";

export function listRequesters(ctx: Context, query: ListRequestersQuery): Promise<NamedPage<RequesterRow>> {
  return pageByName<RequesterRow>(ctx, query, {
    columns: sql`r.id, r.name, r.email, r.phone, r.company_id, c.name as company_name, r.user_id, r.external_id, r.created_at`,
    from: sql`requesters r left join companies c on c.id = r.company_id`,
    alias: "r",
    where: [
      visibleCompanies(ctx.actor, sql`r.company_id`),
      matches(query.search, ["r.name", "r.email", "c.name"]),
      query.company_id ? sql`r.company_id = any (${query.company_id}::uuid[])` : sql`true`,
    ],
  });
}
