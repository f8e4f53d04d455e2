import { Prisma } from "../generated/client";

/** Composable, parameterised SQL for the reads Prisma's query language cannot say well. */
export type Sql = Prisma.Sql;
export const { sql, join, empty, raw } = Prisma;

export function and(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`true` : join([...conditions], " and ");
}
