import { formatDuration } from "@/components/shared/format-time";
import { minutesWords, priorityName } from "../ticket-words";

export type SlaFacts = {
  status: string;
  priority: string;
  created_at: string;
  sla_due_at: string | null;
  sla_near_breach_at: string | null;
  sla_due_is_manual: boolean;
  response_due_at: string | null;
  first_response_at: string | null;
  resolved_at: string | null;
  closed_at: string | null;
};

export type ClockState = "met" | "missed" | "breached" | "near_breach" | "on_track" | "none";

export type SlaClock = {
  name: "First response" | "Resolution";
  state: ClockState;
  due_at: string | null;
  /** When the clock stopped; null while it runs. */
  stopped_at: string | null;
  /** "answered 1h 20m early", "2h 05m left": the distance to the due instant, in words. */
  words: string;
};

export type SlaStep = { at: string; label: string; note: string | null; isPast: boolean };

export type SlaExplanation = {
  response: SlaClock;
  resolution: SlaClock;
  /** How the due times came about, one sentence each. */
  computation: string[];
  steps: SlaStep[];
  /** Elapsed part of created → due, 0 to 1; null without a due time. */
  share: number | null;
};

const nearBreachShare = 0.2;

/** Both clocks of a ticket, where they stand at `now`, and why they are due when they are. */
export function explainSla(ticket: SlaFacts, now: number): SlaExplanation {
  const stoppedAt = ticket.resolved_at ?? ticket.closed_at;
  return {
    response: responseClock(ticket, stoppedAt, now),
    resolution: resolutionClock(ticket, stoppedAt, now),
    computation: explainComputation(ticket),
    steps: listSteps(ticket, stoppedAt, now),
    share: elapsedShare(ticket, stoppedAt, now),
  };
}

function responseClock(ticket: SlaFacts, finishedAt: string | null, now: number): SlaClock {
  const due = ticket.response_due_at;
  // A ticket resolved before anyone answered needs no answer any more.
  const stopped = ticket.first_response_at ?? finishedAt;
  const nearAt = due && instant(due) - (instant(due) - instant(ticket.created_at)) * nearBreachShare;
  const verb = ticket.first_response_at ? "Answered" : "Resolved without an answer,";
  return {
    name: "First response",
    due_at: due,
    stopped_at: stopped,
    ...clockState(due, nearAt, stopped, now, verb),
  };
}

function resolutionClock(ticket: SlaFacts, finishedAt: string | null, now: number): SlaClock {
  const due = ticket.sla_due_at;
  const nearAt = ticket.sla_near_breach_at && instant(ticket.sla_near_breach_at);
  return {
    name: "Resolution",
    due_at: due,
    stopped_at: finishedAt,
    ...clockState(due, nearAt, finishedAt, now, ticket.resolved_at ? "Resolved" : "Closed"),
  };
}

function clockState(
  due: string | null,
  nearAt: number | "" | null,
  stopped: string | null,
  now: number,
  verb: string,
): Pick<SlaClock, "state" | "words"> {
  if (!due) return { state: "none", words: stopped ? verb.replace(",", "") : "No due time" };
  const left = instant(due) - (stopped ? instant(stopped) : now);
  const distance = formatDuration(left);
  if (stopped) {
    return left >= 0
      ? { state: "met", words: `${verb} ${distance} early` }
      : { state: "missed", words: `${verb} ${distance} late` };
  }
  if (left < 0) return { state: "breached", words: `${distance} over` };
  return { state: nearAt && nearAt < now ? "near_breach" : "on_track", words: `${distance} left` };
}

function explainComputation(ticket: SlaFacts): string[] {
  const priority = priorityName(ticket.priority);
  const sentences: string[] = [];
  if (ticket.response_due_at) {
    sentences.push(
      `${priority} priority allows ${window(ticket, ticket.response_due_at)} to the first public answer.`,
    );
  }
  if (!ticket.sla_due_at) sentences.push("No policy gives this ticket a time to resolution.");
  else if (ticket.sla_due_is_manual) {
    sentences.push(
      `The due time was set by hand, ${window(ticket, ticket.sla_due_at)} after the ticket was created; a change of priority does not move it.`,
    );
  } else {
    sentences.push(
      `${priority} priority allows ${window(ticket, ticket.sla_due_at)} to resolution. Both clocks start when the ticket is created; a change of priority counts again from there.`,
    );
  }
  return sentences;
}

function listSteps(ticket: SlaFacts, finishedAt: string | null, now: number): SlaStep[] {
  const happened: [string | null, string][] = [
    [ticket.created_at, "Created"],
    [ticket.first_response_at, "First response"],
    [finishedAt, ticket.resolved_at ? "Resolved" : "Closed"],
  ];
  const due: [string | null, string, string | null][] = [
    [ticket.response_due_at, "First response due", plus(ticket, ticket.response_due_at)],
    [ticket.sla_near_breach_at, "Near breach", "20 % of the window left"],
    [ticket.sla_due_at, "Resolution due", plus(ticket, ticket.sla_due_at)],
  ];
  return [
    ...happened.flatMap(([at, label]) => (at ? [{ at, label, note: null, isPast: true }] : [])),
    ...due.flatMap(([at, label, note]) => (at ? [{ at, label, note, isPast: instant(at) <= now }] : [])),
  ].sort((a, b) => instant(a.at) - instant(b.at));
}

function elapsedShare(ticket: SlaFacts, finishedAt: string | null, now: number): number | null {
  if (!ticket.sla_due_at) return null;
  const start = instant(ticket.created_at);
  const length = instant(ticket.sla_due_at) - start;
  if (length <= 0) return 1;
  return Math.min(1, Math.max(0, ((finishedAt ? instant(finishedAt) : now) - start) / length));
}

function plus(ticket: SlaFacts, due: string | null): string | null {
  return due && `created + ${window(ticket, due)}`;
}

function window(ticket: SlaFacts, due: string): string {
  return minutesWords(Math.round((instant(due) - instant(ticket.created_at)) / 60_000));
}

function instant(value: string): number {
  return new Date(value).getTime();
}
