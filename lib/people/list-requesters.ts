import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { matches } from "./load-user";
import { type NamedPage, pageByName } from "./page-by-name";
import type { RequesterRow, SearchQuery } from "./schema";

export function listRequesters(ctx: Context, query: SearchQuery): Promise<NamedPage<RequesterRow>> {
  return pageByName<RequesterRow>(ctx, query, {
    columns: sql`r.id, r.name, r.email, r.phone, r.company_id, c.name as company_name, r.user_id, r.external_id, r.created_at`,
    from: sql`requesters r left join companies c on c.id = r.company_id`,
    alias: "r",
    where: [matches(query.search, ["r.name", "r.email", "c.name"])],
  });
}
