import type { Random } from "@/prisma/seed/random";
import type { Directory } from "./directory";
import { randomOf, weighted } from "./randomness";
import { makeDescription, makeSubject } from "./texts";
import { type SimTicket, statuses } from "./types";

/** What a base ticket is drawn from; `until` is where the invented past ends and changes begin. */
export type Origin = { seed: number; from: number; until: number; directory: Directory };

const minute = 60_000;
const hour = 60 * minute;
const slaHours: Record<number, [number, number]> = { 1: [24, 72], 2: [8, 24], 3: [4, 12], 4: [1, 4] };

/** Everything about a ticket but its thread, as it was when the simulation began. `id` is all that it needs to know. */
export function makeTicket(origin: Origin, id: number, createdAt: number): SimTicket {
  const random = randomOf(origin.seed, "ticket", id);
  const { directory } = origin;
  const requester = random.chance(0.99) ? random.pick(directory.requesters) : null;
  const priority = weighted(random, priorities);
  const isAssigned = random.chance(0.9);
  const sla = slaHours[priority];
  const workspace = directory.workspaces[id % 12 === 4 ? 1 : id % 40 === 11 ? 2 : 0];
  const ticket: SimTicket = {
    id,
    subject: random.chance(0.01) ? null : makeSubject(random),
    description: random.chance(0.03) ? null : makeDescription(random),
    status: statuses.open,
    priority,
    source: weighted(random, sources),
    type: weighted(random, types),
    category: random.chance(0.4) ? null : random.pick(["Hardware", "Software", "Network", "Access"]),
    tags: random.chance(0.6)
      ? []
      : [random.pick(["vip", "printer", "vpn", "on-site"]), `site-${random.between(1, 9)}`],
    cc_emails: random.chance(0.85) ? [] : [`manager.${random.between(1, 99)}@mail.example`],
    requester_id: requester?.id ?? null,
    responder_id: isAssigned ? random.pick(directory.agents).id : null,
    group_id: random.chance(0.8) ? random.pick(directory.groups).id : null,
    company_id: requester && random.chance(0.97) ? requester.company_id : null,
    workspace_id: workspace?.id ?? 2,
    created_at: createdAt,
    updated_at: createdAt,
    due_at: random.chance(0.02) || !sla ? null : createdAt + sla[1] * hour,
    first_response_due_at: random.chance(0.02) || !sla ? null : createdAt + sla[0] * hour,
    first_responded_at: null,
    agent_responded_at: null,
    requester_responded_at: null,
    resolved_at: null,
    closed_at: null,
    reopened_at: null,
    deleted: false,
    spam: false,
    merged_into: null,
  };
  if (createdAt <= origin.until) live(ticket, random, origin.until);
  return ticket;
}

/** Ids that a search finds nothing for: thrown away for good before the simulation began. */
export function isGone(seed: number, id: number): boolean {
  return randomOf(seed, "gone", id).chance(0.004);
}

function live(ticket: SimTicket, random: Random, until: number): void {
  const soFar = (instant: number) => (instant <= until ? instant : null);
  const answered = ticket.created_at + random.waitMinutes(110) * minute;
  ticket.first_responded_at = ticket.responder_id === null ? null : soFar(answered);
  if (ticket.first_responded_at !== null) {
    ticket.agent_responded_at = soFar(answered + random.waitMinutes(700) * minute) ?? answered;
    ticket.status = weighted(random, waiting);
    finish(ticket, random, soFar);
  }
  const instants = [
    ticket.agent_responded_at,
    ticket.resolved_at,
    ticket.closed_at,
    ticket.reopened_at,
    random.chance(0.03) ? soFar(ticket.created_at + random.between(20, 300) * 24 * hour) : null,
  ];
  ticket.updated_at = Math.max(ticket.created_at, ...instants.map((instant) => instant ?? 0));
  leave(ticket, random);
}

function finish(ticket: SimTicket, random: Random, soFar: (instant: number) => number | null): void {
  if (ticket.agent_responded_at === null) return;
  const resolved = soFar(ticket.agent_responded_at + random.waitMinutes(900) * minute);
  if (resolved === null || random.chance(0.03)) return;
  ticket.status = statuses.resolved;
  ticket.resolved_at = resolved;
  if (random.chance(0.06)) reopen(ticket, resolved, random, soFar);
  const closed = ticket.resolved_at && soFar(ticket.resolved_at + random.waitMinutes(1_500) * minute);
  if (!closed || random.chance(0.08)) return;
  ticket.status = statuses.closed;
  ticket.closed_at = closed;
}

function reopen(
  ticket: SimTicket,
  resolved: number,
  random: Random,
  soFar: (instant: number) => number | null,
): void {
  const reopened = soFar(resolved + random.waitMinutes(2_000) * minute);
  if (reopened === null) return;
  ticket.reopened_at = reopened;
  ticket.requester_responded_at = reopened;
  ticket.resolved_at = soFar(reopened + random.waitMinutes(1_200) * minute);
  if (ticket.resolved_at === null) ticket.status = statuses.customerReplied;
}

/** Some leave the lists: thrown away, spam, or merged into an earlier ticket. */
function leave(ticket: SimTicket, random: Random): void {
  const way = weighted(random, leavings);
  if (way === "deleted") ticket.deleted = true;
  if (way === "spam") ticket.spam = true;
  if (way === "merged" && ticket.id > 10) {
    ticket.merged_into = ticket.id - random.between(1, 9);
    ticket.status = statuses.closed;
    ticket.closed_at ??= ticket.updated_at;
    ticket.resolved_at ??= ticket.updated_at;
  }
}

const priorities = [
  [1, 40],
  [2, 35],
  [3, 18],
  [4, 7],
] as const;
const sources = [
  [1, 48],
  [2, 30],
  [3, 10],
  [4, 4],
  [9, 3],
  [10, 1],
  [12, 1],
  [13, 1],
  [15, 1],
  [1001, 1],
] as const;
const types = [
  ["Incident", 62],
  ["Service Request", 30],
  ["Request", 7],
  ["", 1],
] as const;
const waiting = [
  [statuses.open, 35],
  [statuses.pending, 30],
  [statuses.waitingCustomer, 15],
  [statuses.waitingThirdParty, 6],
  [statuses.customerReplied, 8],
  [statuses.scheduled, 4],
  [statuses.unnamed, 2],
] as const;
const leavings = [
  ["stays", 955],
  ["deleted", 18],
  ["spam", 12],
  ["merged", 15],
] as const;
