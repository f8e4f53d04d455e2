import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { chooseClosures } from "./closed-tickets";
import { readClock } from "./read-clock";
import type { ClosedTicketsQuery } from "./schema";
import { writeClosedTickets } from "./write-closed-tickets";

/** Everyone's tickets of a figure as a CSV file. */
export async function openClosedTickets(
  ctx: Context,
  query: Omit<ClosedTicketsQuery, "limit" | "cursor">,
): Promise<Response> {
  const choice = chooseClosures(sql`true`, await readClock(ctx), query);
  const { hour, weekday } = query;
  const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
  const parts = [
    weekday === undefined ? null : weekdays[weekday - 1],
    hour === undefined ? null : `${String(hour).padStart(2, "0")}h`,
  ];
  return writeClosedTickets(ctx, choice, parts.filter(Boolean).join("-") || "all");
}
