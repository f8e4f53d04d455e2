import type { Context } from "@/lib/platform/organization";
import { type ReplayedClock, replayClocks } from "./replay-clocks";
import type { ReplayTicketsInput } from "./replay-schema";

type Named = { id: string; number: number; title: string };

/** The tickets behind one number of a replay, oldest first. */
export async function listReplayTickets(ctx: Context, input: ReplayTicketsInput) {
  const found = (await replayClocks(ctx, input)).filter((one) => isWanted(one, input));
  const page = found.slice(input.offset, input.offset + input.limit);
  const names = await readNames(ctx, page);
  return {
    data: page.map(({ facts: { ticket }, ...one }) => ({
      id: ticket.id,
      number: names.get(ticket.id)?.number ?? 0,
      title: names.get(ticket.id)?.title ?? "",
      priority: ticket.priority as NonNullable<ReplayTicketsInput["priority"]>,
      status: ticket.status,
      team: ticket.sla_team,
      created_at: ticket.created_at,
      stopped_at: dateOf(one.stoppedAt),
      actual_due_at: dateOf(one.actualDue),
      draft_due_at: dateOf(one.draftDue),
      actual_breached: one.isActual,
      draft_breached: one.isDraft,
    })),
    total: found.length,
  };
}

function isWanted({ clock, facts, isActual, isDraft }: ReplayedClock, input: ReplayTicketsInput): boolean {
  if (clock !== input.clock) return false;
  if (input.priority && facts.ticket.priority !== input.priority) return false;
  if (input.team !== undefined && facts.ticket.sla_team !== input.team) return false;
  switch (input.outcome) {
    case "actual":
      return isActual;
    case "draft":
      return isDraft;
    case "added":
      return isDraft && !isActual;
    case "removed":
      return isActual && !isDraft;
  }
}

async function readNames(ctx: Context, page: readonly ReplayedClock[]): Promise<Map<string, Named>> {
  const ids = page.map(({ facts }) => facts.ticket.id);
  // Whoever replays is an admin, but a sensitive ticket still wants its reason before it says anything.
  const rows = await ctx.tx.$queryRaw<Named[]>`
    select id, number, case when is_sensitive then 'Sensitive ticket' else title end as title
    from tickets where id = any (${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

function dateOf(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}
