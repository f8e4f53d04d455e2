import type { Context } from "@/lib/platform/organization";
import { ticketPriorities } from "@/lib/tickets/schema";
import { type ReplayedClock, replayClocks } from "./replay-clocks";
import type { ReplayCell, ReplayInput } from "./replay-schema";
import { slaClocks } from "./schema";

/** How many clocks broke in a period and how many would have under a draft, per priority and team. */
export async function replaySla(ctx: Context, input: ReplayInput) {
  const clocks = await replayClocks(ctx, input);
  const cells = new Map<string, ReplayCell>();
  for (const one of clocks) {
    const { priority, sla_team: team } = one.facts.ticket;
    const key = `${one.clock} ${priority} ${team}`;
    const cell = cells.get(key) ?? {
      clock: one.clock,
      priority: priority as ReplayCell["priority"],
      team,
      ...nothing,
    };
    cells.set(key, add(cell, one));
  }
  return {
    data: {
      tickets: new Set(clocks.map(({ facts }) => facts.ticket.id)).size,
      totals: slaClocks.map((clock) =>
        clocks.filter((one) => one.clock === clock).reduce(add, { clock, ...nothing }),
      ),
      cells: [...cells.values()].toSorted(byPlace),
    },
  };
}

const nothing = { tickets: 0, actual: 0, draft: 0, added: 0, removed: 0 };

function add<Count extends typeof nothing>(sum: Count, { isActual, isDraft }: ReplayedClock): Count {
  return {
    ...sum,
    tickets: sum.tickets + 1,
    actual: sum.actual + Number(isActual),
    draft: sum.draft + Number(isDraft),
    added: sum.added + Number(isDraft && !isActual),
    removed: sum.removed + Number(isActual && !isDraft),
  };
}

function byPlace(a: ReplayCell, b: ReplayCell): number {
  return (
    slaClocks.indexOf(a.clock) - slaClocks.indexOf(b.clock) ||
    ticketPriorities.indexOf(a.priority) - ticketPriorities.indexOf(b.priority) ||
    (a.team ?? "").localeCompare(b.team ?? "")
  );
}
