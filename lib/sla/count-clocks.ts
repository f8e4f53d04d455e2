import { calendarAt, type Policy, type PolicyBook, policyAt, ruleOf } from "./policy-book";
import { type Period, type RunningClock, runClock } from "./run-clock";
import { type SlaClock, slaClocks } from "./schema";
import { finishedAt, isFinished, type State, type TicketFacts, type TicketHistory } from "./ticket-history";

export type CountedClock = {
  clock: SlaClock;
  startedAt: number | null;
  stoppedAt: number | null;
  /** The policy in force where the clock stands. */
  policy: Policy | null;
  periods: Period[];
  /** Null: not started, or without a target. */
  run: RunningClock | null;
};

/** All three clocks of a ticket at an instant, from its history and what was in force meanwhile. */
export function countClocks(
  ticket: TicketFacts,
  history: TicketHistory,
  book: PolicyBook,
  now: number,
): CountedClock[] {
  const end = Math.max(now, history.states.at(-1)?.at ?? now);
  const finished = finishedAt(ticket, history);
  return slaClocks.map((clock) => {
    const startedAt = startOf(ticket, clock);
    const stoppedAt = stopOf(ticket, clock, finished);
    const none = { clock, startedAt, stoppedAt, policy: null, periods: [], run: null };
    if (startedAt === null) return none;
    const stop = stoppedAt === null ? null : Math.max(startedAt, stoppedAt);
    const { periods, policy } = periodsOf(clock, history, book, startedAt, stop, end);
    const minutes = policy && ruleOf(policy, clock).minutes;
    const run = minutes ? runClock(periods, minutes * 60_000) : null;
    return { clock, startedAt, stoppedAt: stop, policy, periods, run };
  });
}

function startOf(ticket: TicketFacts, clock: SlaClock): number | null {
  return (clock === "next_response" ? ticket.next_response_started_at : ticket.created_at)?.getTime() ?? null;
}

function stopOf(ticket: TicketFacts, clock: SlaClock, finished: number | null): number | null {
  if (clock !== "first_response") return finished;
  const answered = ticket.first_response_at?.getTime() ?? null;
  return answered === null || finished === null ? (answered ?? finished) : Math.min(answered, finished);
}

type Stretch = State & { to: number };

function periodsOf(
  clock: SlaClock,
  history: TicketHistory,
  book: PolicyBook,
  start: number,
  stop: number | null,
  end: number,
): { periods: Period[]; policy: Policy | null } {
  let policy: Policy | null = null;
  const periods = stretches(history.states, book.changes, start, stop, end).map((stretch): Period => {
    const at = Math.max(stretch.at, history.recordedAt);
    policy = policyAt(book, stretch, at);
    const rule = policy && ruleOf(policy, clock);
    const isPaused =
      isFinished(stretch.status) || (rule?.pauses as string[] | undefined)?.includes(stretch.status);
    return {
      from: stretch.at,
      to: stretch.to,
      paused: isPaused ? wordsOf(stretch.status) : null,
      running: `${wordsOf(stretch.status)}, ${stretch.priority.toLowerCase()} priority`,
      calendar: rule ? calendarAt(book, rule.calendarId, at) : null,
    };
  });
  return { periods, policy };
}

/**
 * The stretches between changes of the ticket or of what is in force. One that has just begun is kept although it is
 * empty, as the clock goes on by it; where the clock has stopped, what changed at that very instant is no part of it.
 */
function stretches(
  states: readonly State[],
  changes: readonly number[],
  start: number,
  stop: number | null,
  end: number,
): Stretch[] {
  const until = stop ?? end;
  const found: Stretch[] = [];
  states.forEach((state, place) => {
    const from = Math.max(state.at, start);
    const to = Math.min(Math.max(states[place + 1]?.at ?? until, start), until);
    const edges = [from, ...changes.filter((at) => at > from && at < to), to];
    for (let edge = 0; edge + 1 < edges.length; edge += 1) {
      const [begin = from, finish = to] = [edges[edge], edges[edge + 1]];
      if (begin < finish) found.push({ ...state, at: begin, to: finish });
    }
  });
  const last = states.at(-1);
  if (stop === null && last) found.push({ ...last, at: end, to: end });
  const first = states.findLast((state) => state.at < until) ?? states[0];
  return found.length > 0 || !first ? found : [{ ...first, at: start, to: until }];
}

function wordsOf(status: string): string {
  const words = status.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
