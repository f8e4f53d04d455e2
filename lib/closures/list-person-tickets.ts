import { type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { chooseClosures, readClosedTickets } from "./closed-tickets";
import { countLegacy } from "./count-legacy";
import { closedBy, type LoadedCloser, loadCloser } from "./load-closer";
import { readClock } from "./read-clock";
import type { PersonTickets, PersonTicketsQuery } from "./schema";

/** The tickets behind a person's figure, as far as the actor may see them; the figure itself is whole. */
export async function listPersonTickets(
  ctx: Context,
  username: string,
  query: PersonTicketsQuery,
): Promise<PersonTickets> {
  const clock = await readClock(ctx);
  const closer = await loadCloser(ctx, username);
  const { agentIds: _, ...person } = closer;
  const choice = chooseClosures(closedBy(closer), clock, query);
  const tickets = await readClosedTickets(ctx, choice, query);
  const legacy = await countLegacy(ctx, countedFor(closer), clock, choice.range, query);
  return {
    ...tickets,
    person,
    ...choice.range,
    time_zone: clock.time_zone,
    period: choice.period,
    total_closed: tickets.total_closed + legacy,
    legacy_closed: legacy,
  };
}

/** Of rows `c` with a person and an agent, their own. */
function countedFor(closer: LoadedCloser): Sql {
  const agentId = closer.kind === "unmapped" ? closer.freshworks_user_id : null;
  return sql`c.user_id is not distinct from ${closer.user_id}::uuid and c.agent_id is not distinct from ${agentId}::bigint`;
}
