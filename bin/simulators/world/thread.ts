import type { Random } from "@/prisma/seed/random";
import { agentOf, fullName, requesterOf, supportEmail } from "./directory";
import { randomOf, weighted } from "./randomness";
import { makeBody } from "./texts";
import type { Origin } from "./ticket-life";
import type { SimConversation, SimTicket, SimTimeEntry } from "./types";

const perTicket = 1_000;
const conversationBase = 31_000_000_000;
const entryBase = 41_000_000_000;
const minute = 60_000;

export const conversationId = (ticketId: number, index: number) =>
  conversationBase + ticketId * perTicket + index;
export const timeEntryId = (ticketId: number, index: number) => entryBase + ticketId * perTicket + index;

/** The thread as it was when the simulation began; the ticket is the one made for the same origin. */
export function makeConversations(origin: Origin, ticket: SimTicket): SimConversation[] {
  if (ticket.created_at > origin.until) return [];
  const random = randomOf(origin.seed, "thread", ticket.id);
  const end = ticket.agent_responded_at ?? ticket.updated_at;
  const count =
    ticket.first_responded_at === null ? Number(random.chance(0.2)) : threadLength(random, ticket.id);
  const instants = Array.from({ length: count }, () => between(random, ticket.created_at, end)).sort(
    (a, b) => a - b,
  );
  const thread = instants.map((instant, index) => {
    const isFirst = index === 0 && ticket.first_responded_at !== null;
    const isLast = index === count - 1 && ticket.agent_responded_at !== null;
    const kind =
      isFirst || isLast ? "reply" : ticket.responder_id === null ? "answer" : weighted(random, kinds);
    const at = isFirst
      ? (ticket.first_responded_at ?? instant)
      : isLast
        ? end
        : Math.max(instant, ticket.first_responded_at ?? 0);
    return makeConversation(origin, ticket, random, { kind, at, id: conversationId(ticket.id, index) });
  });
  return ticket.merged_into === null ? thread : [...thread, mergeNote(origin, ticket, random, count)];
}

/** All that the vendors tell of a merger: a note in the ticket that was closed for it. */
function mergeNote(origin: Origin, ticket: SimTicket, random: Random, index: number): SimConversation {
  const id = conversationId(ticket.id, index);
  const note = { kind: "note" as const, at: ticket.updated_at, id, body: mergeText(ticket.merged_into ?? 0) };
  return makeConversation(origin, ticket, random, note);
}

export function mergeText(into: number): string {
  return `<div>This ticket is closed and merged into ticket ${into}</div>`;
}

const kinds = [
  ["reply", 40],
  ["answer", 35],
  ["note", 25],
] as const;

/** Every fiftieth thread is longer than the ten that embedding gives, some are longer than a page of thirty. */
function threadLength(random: Random, id: number): number {
  if (id % 150 === 9) return random.between(31, 75);
  if (id % 50 === 7) return random.between(11, 29);
  return 1 + Math.floor(-Math.log(1 - random.next()) * 2.2);
}

type Entry = { kind: "reply" | "answer" | "note"; at: number; id: number; body?: string };

export function makeConversation(
  origin: Origin,
  ticket: SimTicket,
  random: Random,
  { kind, at, id, body }: Entry,
): SimConversation {
  const requester = requesterOf(origin.directory, ticket.requester_id);
  const agent = agentOf(origin.directory, ticket.responder_id) ?? origin.directory.agents[0];
  const mail = requester?.email ?? null;
  const isAnswer = kind === "answer";
  return {
    id,
    body: body ?? makeBody(random, kind),
    author_id: isAnswer ? ticket.requester_id : (agent?.id ?? null),
    incoming: isAnswer,
    private: kind === "note",
    source: kind === "note" ? 2 : 0,
    from_email:
      kind === "note" ? null : isAnswer ? mail : `${agent ? fullName(agent) : "Desk"} <${supportEmail}>`,
    to_emails: kind === "reply" && mail ? [mail] : isAnswer ? [supportEmail] : [],
    cc_emails: random.chance(0.3) ? null : [],
    support_email: kind === "note" ? null : supportEmail,
    created_at: at,
    updated_at: random.chance(0.04) ? Math.max(at, Math.min(at + 7 * minute, ticket.updated_at)) : at,
  };
}

export function makeTimeEntries(origin: Origin, ticket: SimTicket): SimTimeEntry[] {
  if (ticket.created_at > origin.until || ticket.first_responded_at === null) return [];
  const random = randomOf(origin.seed, "time", ticket.id);
  const count = weighted(random, entryCounts);
  return Array.from({ length: count }, (_, index) => {
    const at = between(random, ticket.created_at, ticket.updated_at);
    return makeTimeEntry(origin, ticket, random, at, timeEntryId(ticket.id, index));
  });
}

const entryCounts = [
  [0, 35],
  [1, 40],
  [2, 15],
  [3, 8],
  [7, 2],
] as const;

export function makeTimeEntry(
  origin: Origin,
  ticket: SimTicket,
  random: Random,
  at: number,
  id: number,
): SimTimeEntry {
  const { text, minutes } = makeTimeSpent(random);
  return {
    id,
    agent_id: random.chance(0.03) ? null : (ticket.responder_id ?? random.pick(origin.directory.agents).id),
    time_spent: text,
    minutes,
    billable: random.chance(0.85),
    timer_running: random.chance(0.01),
    executed_at: random.chance(0.05) ? null : at - (at % minute),
    start_time: random.chance(0.5) ? null : at,
    note: random.chance(0.3) ? null : random.chance(0.1) ? "" : "Worked on it",
    task_id: random.chance(0.8) ? null : random.between(1, 500),
    created_at: at,
    updated_at: at,
  };
}

/** Mostly "hh:mm"; with seconds (whole minutes of them), more than a day, and texts that mean nothing. */
function makeTimeSpent(random: Random): { text: string | null; minutes: number | null } {
  const minutes = random.between(1, 40) * 5;
  const hours = Math.floor(minutes / 60);
  const usual = `${String(hours).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  const form = weighted(random, spentForms);
  if (form === "seconds") return { text: `${usual}:00`, minutes };
  if (form === "short") return { text: `${hours}:${String(minutes % 60).padStart(2, "0")}`, minutes };
  if (form === "long") return { text: "26:30", minutes: 1_590 };
  if (form === "zero") return { text: "00:00", minutes: 0 };
  if (form === "bare") return { text: "90", minutes: null };
  if (form === "words") return { text: "1h 30m", minutes: null };
  if (form === "none") return { text: null, minutes: null };
  return { text: usual, minutes };
}

const spentForms = [
  ["usual", 900],
  ["seconds", 30],
  ["short", 20],
  ["long", 10],
  ["zero", 15],
  ["bare", 10],
  ["words", 5],
  ["none", 10],
] as const;

function between(random: Random, from: number, until: number): number {
  return random.between(from / 1_000, Math.max(from, until) / 1_000) * 1_000;
}
