import type { CountedClock } from "./count-clocks";
import type { SlaClock } from "./schema";
import type { TicketFacts } from "./ticket-history";

/** What a ticket's row keeps of its clocks. */
export type ClockColumns = {
  sla_due_at: Date | null;
  sla_near_breach_at: Date | null;
  sla_paused_at: Date | null;
  sla_has_pauses: boolean;
  response_due_at: Date | null;
  response_near_breach_at: Date | null;
  response_paused_at: Date | null;
  next_response_due_at: Date | null;
  next_response_near_breach_at: Date | null;
  next_response_paused_at: Date | null;
};

export function clockColumns(ticket: TicketFacts, clocks: readonly CountedClock[]): ClockColumns {
  const resolution = standing(clocks, "resolution");
  const first = standing(clocks, "first_response");
  const next = standing(clocks, "next_response");
  const isAnswered = ticket.first_response_at !== null;
  return {
    sla_due_at: ticket.sla_due_is_manual ? ticket.sla_due_at : resolution.due,
    sla_near_breach_at: ticket.sla_due_is_manual ? manualNear(ticket) : resolution.near,
    sla_paused_at: ticket.sla_due_is_manual ? resolution.stopped : (resolution.paused ?? resolution.stopped),
    sla_has_pauses: clocks.some(hasPauses),
    response_due_at: first.due,
    response_near_breach_at: first.near,
    response_paused_at: isAnswered ? null : (first.paused ?? first.stopped),
    next_response_due_at: next.due,
    next_response_near_breach_at: next.near,
    next_response_paused_at: next.due && (next.paused ?? next.stopped),
  };
}

/** A due time set by hand is a promise by the clock on the wall: 20 % of the time from the creation to it. */
export function manualNear(ticket: TicketFacts): Date | null {
  if (!ticket.sla_due_at) return null;
  const due = ticket.sla_due_at.getTime();
  const length = due - ticket.created_at.getTime();
  return new Date(Math.min(due, Math.round(due - length * 0.2)));
}

function standing(clocks: readonly CountedClock[], name: SlaClock) {
  const clock = clocks.find((one) => one.clock === name);
  const date = (at: number | null | undefined) => (at === null || at === undefined ? null : new Date(at));
  return {
    due: date(clock?.run?.due),
    near: date(clock?.run?.near),
    paused: date(clock?.run?.pausedSince),
    stopped: date(clock?.stoppedAt),
  };
}

/** Whether a new target could not simply be added to the start. */
function hasPauses({ run, startedAt }: CountedClock): boolean {
  return run !== null && startedAt !== null && run.due - startedAt !== run.target;
}
