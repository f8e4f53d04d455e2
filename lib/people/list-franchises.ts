import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { matches } from "./load-user";
import { type NamedPage, pageByName } from "./page-by-name";
import type { FranchiseRow, SearchQuery } from "./schema";

export function listFranchises(ctx: Context, query: SearchQuery): Promise<NamedPage<FranchiseRow>> {
  return pageByName<FranchiseRow>(ctx, query, {
    columns: sql`f.id, f.code, f.name, f.city, f.created_at,
      (select count(*)::int from users u where u.franchise_id = f.id and u.deactivated_at is null) as people_count`,
    from: sql`franchises f`,
    alias: "f",
    where: [matches(query.search, ["f.name", "f.code", "f.city"])],
  });
}
