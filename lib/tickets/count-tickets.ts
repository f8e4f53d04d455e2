import { and, type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { seesAllTickets } from "./access";
import { anyOf, filterTickets } from "./filter-tickets";
import { type TicketFilters, ticketFilters } from "./schema";

const tallied: readonly string[] = ["archived", "status", "priority", "owner_role"];

const ticketFilterNames = Object.keys(ticketFilters.shape) as (keyof TicketFilters)[];

/** The exact number of visible tickets of a filter; from the tallies where their dimensions say it all. */
export async function countTickets(ctx: Context, filters: TicketFilters): Promise<number> {
  const source = isTallied(ctx, filters)
    ? sql`select coalesce(sum(t.tally), 0)::int as total from ticket_tallies t where ${and(tallyConditions(filters))}`
    : sql`select count(*)::int as total from tickets t where ${filterTickets(ctx, filters)}`;
  const [row] = await ctx.tx.$queryRaw<{ total: number }[]>(source);
  return row?.total ?? 0;
}

export function isTallied(ctx: Context, filters: TicketFilters): boolean {
  return seesAllTickets(ctx.actor) && usesOnly(filters, tallied);
}

/** Whether every other filter is left open. */
export function usesOnly(filters: TicketFilters, names: readonly string[]): boolean {
  return ticketFilterNames.every(
    (name) => names.includes(name) || filters[name] === undefined || filters[name] === "",
  );
}

function tallyConditions(filters: TicketFilters): Sql[] {
  const { archived, status, priority, owner_role } = filters;
  return [
    ...(archived === "any" ? [] : [archived === "true" ? sql`t.archived` : sql`not t.archived`]),
    ...(status ? [anyOf(sql`t.status`, status)] : []),
    ...(priority ? [anyOf(sql`t.priority`, priority)] : []),
    ...(owner_role ? [anyOf(sql`t.owner_role`, owner_role)] : []),
  ];
}
