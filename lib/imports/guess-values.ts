import { type TicketPriority, ticketPriorities } from "@/lib/tickets/schema";
import { type TicketStatus, ticketStatuses } from "@/lib/tickets/status";
import type { levels } from "./schema";

export type Level = (typeof levels)[number];
type Pattern<Value> = readonly [RegExp, Value];

/** The first that fits decides: waiting before open, since "open - awaiting customer" waits. */
const statusPatterns: readonly Pattern<TicketStatus>[] = [
  [/re-?open/, "REOPENED"],
  [/escalat/, "ESCALATED"],
  [
    /\b(?:await\w*|pending|waiting|wait|hold|on-hold|paused)\b.*\b(?:finance|payment|invoice|billing|approval)/,
    "AWAITING_FINANCE",
  ],
  [/\b(?:await\w*|pending|waiting|wait|hold)\b.*\b(?:franchise|branch|depot)/, "AWAITING_FRANCHISE"],
  [
    /\b(?:await\w*|pending|waiting|wait|hold)\b.*\b(?:vendor|supplier|third|3rd|partner|carrier|operator|problem|change|parts?|release)/,
    "AWAITING_OPERATOR",
  ],
  [/\b(?:await\w*|pending|waiting|wait|on.?hold|hold|paused|suspended)\b/, "AWAITING_SHIPPER"],
  [/\b(?:not|un)\s?-?(?:resolved|solved|fixed|done)\b/, "OPEN"],
  [/\b(?:closed?|cancell?ed|rejected|withdrawn|duplicate|spam|archived)\b/, "CLOSED"],
  [/\b(?:resolved?|solved|fixed|done|completed?|finished|answered)\b/, "RESOLVED"],
  [
    /\b(?:in.?progress|work.?in.?progress|wip|active|doing|started|working|investigating|processing)\b/,
    "IN_PROGRESS",
  ],
  [/\b(?:open(?:ed)?|assigned|accepted|acknowledged|triaged?|todo|to do)\b/, "OPEN"],
  [/\b(?:new|created|submitted|logged|received|unassigned|draft)\b/, "NEW"],
];

const priorityPatterns: readonly Pattern<TicketPriority>[] = [
  [
    /\b(?:critical|urgent|blocker|emergency|immediate|highest|very high|showstopper|(?:p|sev|s)-?[01])\b/,
    "CRITICAL",
  ],
  [/\b(?:high|major|important|severe|(?:p|sev|s)-?2)\b/, "HIGH"],
  [/\b(?:moderate|medium|normal|standard|average|mid|(?:p|sev|s)-?3)\b/, "MEDIUM"],
  [/\b(?:low|lowest|minor|trivial|planning|none|routine|(?:p|sev|s)-?[4-9])\b/, "LOW"],
];

const levelPatterns: readonly Pattern<Level>[] = [
  [/\b(?:high|critical|urgent|extensive|widespread|significant|major|department)\b/, "HIGH"],
  [/\b(?:medium|moderate|normal|limited|group|team)\b/, "MEDIUM"],
  [/\b(?:low|minor|localized|individual|user|none)\b/, "LOW"],
];

/** Status numbers of two widespread desks; which one it is shows in the numbers that occur. */
const freshStatuses: Record<string, TicketStatus> = {
  2: "OPEN",
  3: "AWAITING_SHIPPER",
  4: "RESOLVED",
  5: "CLOSED",
};
const serviceNowStatuses: Record<string, TicketStatus> = {
  1: "NEW",
  2: "IN_PROGRESS",
  3: "AWAITING_SHIPPER",
  6: "RESOLVED",
  7: "CLOSED",
  8: "CLOSED",
};
const numberedPriorities: readonly TicketPriority[] = [
  "CRITICAL",
  "CRITICAL",
  "HIGH",
  "MEDIUM",
  "LOW",
  "LOW",
];

/** What a value of another desk means here; null when it says nothing (a stray code such as -100). */
export function guessStatus(value: string, others: readonly string[] = []): TicketStatus | null {
  const name = value
    .trim()
    .toUpperCase()
    .replace(/[\s-]+/g, "_");
  const own = ticketStatuses.find((status) => status === name);
  if (own) return own;
  const number = value.trim();
  if (/^-?\d+$/.test(number)) {
    const isFresh = [...others, number].every((other) => !/^\d+$/.test(other) || other in freshStatuses);
    return (isFresh ? freshStatuses : serviceNowStatuses)[number] ?? null;
  }
  return firstMatch(value, statusPatterns);
}

export function guessPriority(value: string): TicketPriority | null {
  const own = ticketPriorities.find((priority) => priority === value.trim().toUpperCase());
  if (own) return own;
  const byWord = firstMatch(value, priorityPatterns);
  if (byWord) return byWord;
  const number = value.trim().match(/^([0-5])(?:\s*[-:].*)?$/)?.[1];
  return number === undefined ? null : (numberedPriorities[Number(number)] ?? null);
}

/** Urgency or impact: 1 is the highest wherever they are numbered; 0 stands for none. */
export function guessLevel(value: string): Level | null {
  const byWord = firstMatch(value, levelPatterns);
  if (byWord) return byWord;
  const number = Number(value.trim().match(/^(\d)(?:\s*[-:].*)?$/)?.[1] ?? 0);
  if (number === 0) return null;
  return number === 1 ? "HIGH" : number === 2 ? "MEDIUM" : "LOW";
}

/** The usual urgency × impact table; one of them alone decides when the other is missing. */
export function priorityFromLevels(urgency: Level | null, impact: Level | null): TicketPriority | null {
  const known = [urgency, impact].filter((level) => level !== null);
  const [first = null, second = first] = known;
  if (first === null || second === null) return null;
  const points = { LOW: 1, MEDIUM: 2, HIGH: 3 };
  const sum = points[first] + points[second];
  if (sum === 6) return "CRITICAL";
  return sum === 5 ? "HIGH" : sum === 4 ? "MEDIUM" : "LOW";
}

export function guessFlag(value: string): boolean | null {
  const text = value.trim().toLowerCase();
  if (/^(?:true|yes|y|1|t|x|on|met)$/.test(text)) return true;
  return /^(?:false|no|n|0|f|off|missed|breached|violated)$/.test(text) ? false : null;
}

function firstMatch<Value>(value: string, patterns: readonly Pattern<Value>[]): Value | null {
  const text = value.toLowerCase().replaceAll("_", " ");
  return patterns.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
