import type { Context } from "@/lib/platform/organization";
import { chooseClosures } from "./closed-tickets";
import { closedBy, loadCloser } from "./load-closer";
import { readClock } from "./read-clock";
import type { PersonTicketsQuery } from "./schema";
import { writeClosedTickets } from "./write-closed-tickets";

/** A person's tickets as a CSV file. */
export async function openPersonTickets(
  ctx: Context,
  username: string,
  query: Omit<PersonTicketsQuery, "limit" | "cursor">,
): Promise<Response> {
  const clock = await readClock(ctx);
  const closer = await loadCloser(ctx, username);
  return writeClosedTickets(ctx, chooseClosures(closedBy(closer), clock, query), username);
}
