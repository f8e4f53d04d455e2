import { type Sql, sql } from "@/lib/platform/database/sql";
import type { Actor } from "@/lib/platform/organization";

/** The rows whose company an actor may see, by the column that names it: all, but for a token limited to some. */
export function visibleCompanies(actor: Actor, column: Sql): Sql {
  return actor.companyIds ? sql`${column} = any (${[...actor.companyIds]}::uuid[])` : sql`true`;
}
