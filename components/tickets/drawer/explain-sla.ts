import { formatDuration } from "@/components/shared/format-time";
import type { Wire } from "@/lib/platform/api-client";
import type { ClockExplanation, SlaClock } from "@/lib/sla/schema";

/** What the ticket itself says of its clocks, before the explanation has arrived. */
export type SlaFacts = {
  created_at: string;
  sla_due_at: string | null;
  sla_near_breach_at: string | null;
  sla_paused_at: string | null;
  response_due_at: string | null;
  response_near_breach_at: string | null;
  response_paused_at: string | null;
  first_response_at: string | null;
  resolved_at: string | null;
  closed_at: string | null;
};

export type ClockData = Wire<ClockExplanation>;
export type ClockState = ClockExplanation["state"];

export type ClockView = {
  clock: SlaClock;
  name: string;
  state: ClockState;
  due_at: string | null;
  /** When the clock stopped; null while it runs. */
  stopped_at: string | null;
  /** "Answered 1h 20m early", "2h 05m left", "Paused, 3h 00m left". */
  words: string;
};

export const clockNames: Record<SlaClock, string> = {
  first_response: "First response",
  next_response: "Next response",
  resolution: "Resolution",
};

/** The clocks that ran or run, and where they stand at `now`. */
export function clockViews(ticket: SlaFacts, clocks: ClockData[] | undefined, now: number): ClockView[] {
  if (!clocks) return [responseOf(ticket, now), resolutionOf(ticket, now)];
  return clocks
    .filter(({ clock, state }) => clock !== "next_response" || state !== "none")
    .map((clock) => viewOf(clock, ticket, now));
}

function viewOf(clock: ClockData, ticket: SlaFacts, now: number): ClockView {
  const { state, due_at, stopped_at } = clock;
  return {
    clock: clock.clock,
    name: clockNames[clock.clock],
    state: runningState(clock, now),
    due_at,
    stopped_at,
    words: wordsOf(state, verbOf(clock.clock, ticket), leftOf(clock, now)),
  };
}

/** A clock may pass a mark between two answers of the server. */
function runningState({ state, due_at, near_breach_at }: ClockData, now: number): ClockState {
  if (state !== "on_track" && state !== "near_breach") return state;
  if (due_at && instant(due_at) < now) return "breached";
  return near_breach_at && instant(near_breach_at) < now ? "near_breach" : state;
}

// While it runs, what is left is told by the calendar on the wall; once it rests, by what it counted.
function leftOf(clock: ClockData, now: number): number | null {
  const isRunning = ["on_track", "near_breach", "breached"].includes(clock.state);
  if (isRunning && clock.due_at) return instant(clock.due_at) - now;
  return clock.left_seconds === null ? null : clock.left_seconds * 1000;
}

function responseOf(ticket: SlaFacts, now: number): ClockView {
  const { response_due_at: due, response_near_breach_at: near, response_paused_at: paused } = ticket;
  // A ticket resolved before anyone answered needs no answer any more.
  const stopped = ticket.first_response_at ?? ticket.resolved_at ?? ticket.closed_at;
  return plainView("first_response", ticket, { due, near, paused, stopped }, now);
}

function resolutionOf(ticket: SlaFacts, now: number): ClockView {
  const { sla_due_at: due, sla_near_breach_at: near, sla_paused_at: paused } = ticket;
  return plainView(
    "resolution",
    ticket,
    { due, near, paused, stopped: ticket.resolved_at ?? ticket.closed_at },
    now,
  );
}

type Marks = Record<"due" | "near" | "paused" | "stopped", string | null>;

function plainView(clock: SlaClock, ticket: SlaFacts, marks: Marks, now: number): ClockView {
  const { due, stopped, paused } = marks;
  const rest = stopped ?? paused;
  const left = due === null ? null : instant(due) - (rest ? instant(rest) : now);
  const state = stateOf(left, marks, now);
  const words = wordsOf(state, verbOf(clock, ticket), left);
  return { clock, name: clockNames[clock], state, due_at: due, stopped_at: stopped, words };
}

function stateOf(left: number | null, { near, paused, stopped }: Marks, now: number): ClockState {
  if (left === null) return "none";
  if (stopped) return left >= 0 ? "met" : "missed";
  if (left < 0) return "breached";
  if (paused) return "paused";
  return near && instant(near) < now ? "near_breach" : "on_track";
}

function wordsOf(state: ClockState, verb: string, left: number | null): string {
  if (state === "none") return "No due time";
  const distance = left === null ? "" : formatDuration(left);
  if (state === "met") return `${verb} ${distance} early`;
  if (state === "missed") return `${verb} ${distance} late`;
  if (state === "paused") return distance ? `Paused, ${distance} left` : "Paused";
  return left !== null && left < 0 ? `${distance} over` : `${distance} left`;
}

function verbOf(clock: SlaClock, ticket: SlaFacts): string {
  if (clock !== "resolution" && ticket.first_response_at) return "Answered";
  if (clock === "resolution") return ticket.resolved_at ? "Resolved" : "Closed";
  return "Resolved without an answer,";
}

function instant(value: string): number {
  return new Date(value).getTime();
}
