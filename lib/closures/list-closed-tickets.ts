import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { chooseClosures, readClosedTickets } from "./closed-tickets";
import { countLegacy } from "./count-legacy";
import { readClock } from "./read-clock";
import type { ClosedTickets, ClosedTicketsQuery } from "./schema";

/** The tickets behind a figure of the trend or the heat map, whoever closed them; the figure itself is whole. */
export async function listClosedTickets(ctx: Context, query: ClosedTicketsQuery): Promise<ClosedTickets> {
  const clock = await readClock(ctx);
  const choice = chooseClosures(sql`true`, clock, query);
  const tickets = await readClosedTickets(ctx, choice, query);
  const legacy = await countLegacy(ctx, sql`true`, clock, choice.range, query);
  return {
    ...tickets,
    ...choice.range,
    hour: query.hour ?? null,
    weekday: query.weekday ?? null,
    time_zone: clock.time_zone,
    period: choice.period,
    total_closed: tickets.total_closed + legacy,
    legacy_closed: legacy,
  };
}
