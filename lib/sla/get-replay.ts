import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { ticketPriorities } from "@/lib/tickets/schema";
import type { Replay, ReplayCell, ReplayCount } from "./replay-schema";
import { slaClocks } from "./schema";

type Row = Omit<Replay, "tickets" | "totals" | "cells"> & {
  result: { tickets: number; cells: ReplayCell[] };
};

/** How many clocks broke in a period and how many would have under the draft, per priority and team. */
export async function getReplay(ctx: Context, id: string): Promise<{ data: Replay }> {
  const [row] = await ctx.tx.$queryRaw<Row[]>`
    select r.id, r.status, (r.input ->> 'from')::timestamptz as from, (r.input ->> 'to')::timestamptz as to, r.requested_by_id,
      u.name as requested_by_name, r.total_tickets, r.done_tickets, r.error_message, r.created_at, r.completed_at, r.result
    from sla_replays r left join users u on u.id = r.requested_by_id where r.id = ${id}::uuid`;
  if (!row) throw notFound("SLA replay");
  const { result, ...replay } = row;
  const totals = slaClocks.map((clock) => {
    const cells = result.cells.filter((cell) => cell.clock === clock);
    return { clock, ...cells.reduce(addCounts, noCounts) };
  });
  return { data: { ...replay, tickets: result.tickets, totals, cells: result.cells.toSorted(byPlace) } };
}

export const noCounts: ReplayCount = { tickets: 0, actual: 0, draft: 0, added: 0, removed: 0 };

export function addCounts(a: ReplayCount, b: ReplayCount): ReplayCount {
  return {
    tickets: a.tickets + b.tickets,
    actual: a.actual + b.actual,
    draft: a.draft + b.draft,
    added: a.added + b.added,
    removed: a.removed + b.removed,
  };
}

function byPlace(a: ReplayCell, b: ReplayCell): number {
  return (
    slaClocks.indexOf(a.clock) - slaClocks.indexOf(b.clock) ||
    ticketPriorities.indexOf(a.priority) - ticketPriorities.indexOf(b.priority) ||
    (a.team ?? "").localeCompare(b.team ?? "")
  );
}
