import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { matches } from "./load-user";
import { type NamedPage, pageByName } from "./page-by-name";
import type { CompanyRow, SearchQuery } from "./schema";

export function listCompanies(ctx: Context, query: SearchQuery): Promise<NamedPage<CompanyRow>> {
  return pageByName<CompanyRow>(ctx, query, {
    columns: sql`c.id, c.name, c.account_number, c.created_at`,
    from: sql`companies c`,
    alias: "c",
    where: [matches(query.search, ["c.name", "c.account_number"])],
  });
}
