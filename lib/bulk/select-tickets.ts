import { sql } from "@/lib/platform/database/sql";
import { invalidField } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { filterTickets } from "@/lib/tickets/filter-tickets";
import { type BulkSelection, bulkLimit } from "./schema";

/** The ids an operation is about, sorted, so that two operations lock common tickets in the same order. */
export async function selectTickets(ctx: Context, selection: BulkSelection): Promise<string[]> {
  if (selection.ticket_ids) return [...new Set(selection.ticket_ids)].sort();
  const where = selection.filter ? filterTickets(ctx, selection.filter) : sql`false`;
  const excepted = selection.except_ids ?? [];
  const rows = await ctx.tx.$queryRaw<{ id: string }[]>`
    select t.id from tickets t where ${where} and not t.id = any (${excepted}::uuid[])
    order by t.id limit ${bulkLimit + 1}`;
  if (rows.length > bulkLimit)
    throw invalidField(
      "filter",
      `The filter matches more than ${bulkLimit.toLocaleString("en")} tickets, the most one operation takes. Narrow it down.`,
    );
  return rows.map((row) => row.id);
}
