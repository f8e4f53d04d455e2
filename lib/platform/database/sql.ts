import { Prisma } from "../generated/client";

/** Composable, parameterised SQL for the reads Prisma's query language cannot say well. */
export type Sql = Prisma.Sql;
export const { sql, join, empty, raw } = Prisma;

/** What a connection reads and plans once: see `prepared`. */
export type PreparedSql = Sql & { isPrepared: true };

/**
 * A statement that requests send all the time and whose words are few: PostgreSQL reads and plans it once a connection
 * instead of each time. Not for one made of filters, which has many forms and whose best plan depends on the values.
 */
export function prepared(...statement: Parameters<typeof sql>): PreparedSql {
  return Object.assign(sql(...statement), { isPrepared: true as const });
}

export function and(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`true` : join([...conditions], " and ");
}
