import type { SlaClock } from "./schema";

/** A ticket at one of whose clocks' instants something must be done. */
export type DueTicket = {
  id: string;
  number: number;
  priority: string;
  status: string;
  owner_id: string | null;
  owner_role: string | null;
  at: Date;
  first_response_at: Date | null;
  sla_due_at: Date | null;
  sla_near_breach_at: Date | null;
  sla_paused_at: Date | null;
  sla_near_notified: boolean;
  sla_breached: boolean;
  sla_next_escalation_at: Date | null;
  sla_escalation_level: number;
  response_due_at: Date | null;
  response_near_breach_at: Date | null;
  response_paused_at: Date | null;
  response_near_notified: boolean;
  response_breached: boolean;
  next_response_due_at: Date | null;
  next_response_near_breach_at: Date | null;
  next_response_paused_at: Date | null;
  next_response_near_notified: boolean;
  next_response_breached: boolean;
  escalation_chain: string[];
  escalation_interval_minutes: number | null;
};

export type DueActions = {
  ticket: DueTicket;
  /** Clocks to warn about, and clocks that ran out, each with its due time. */
  near: { clock: SlaClock; due: Date }[];
  breached: { clock: SlaClock; due: Date }[];
  escalation: Escalation | null;
};

export type Escalation = {
  level: number;
  /** The role that takes over; at the chain's end the one that has it. */
  new_role: string | null;
  is_chain_end: boolean;
  next_at: Date | null;
};

/** What there is to do for a ticket now. A clock that ran out before anyone could warn is not warned about. */
export function dueActions(ticket: DueTicket): DueActions {
  const near: DueActions["near"] = [];
  const breached: DueActions["breached"] = [];
  for (const { clock, due, nearAt, isStopped, isWarned, isBreached } of clocksOf(ticket)) {
    if (isStopped || isBreached || !due) continue;
    if (due <= ticket.at) breached.push({ clock, due });
    else if (!isWarned && nearAt && nearAt <= ticket.at) near.push({ clock, due });
  }
  const isNewBreach = breached.some(({ clock }) => clock === "resolution");
  const isNextLevel =
    ticket.sla_breached &&
    ticket.sla_paused_at === null &&
    ticket.sla_next_escalation_at !== null &&
    ticket.sla_next_escalation_at <= ticket.at;
  return { ticket, near, breached, escalation: isNewBreach || isNextLevel ? nextLevel(ticket) : null };
}

/** chain[0] is where a ticket starts, so the first breach goes to chain[1]. Behind its end nobody is left to ask. */
function nextLevel(ticket: DueTicket): Escalation {
  const level = ticket.sla_escalation_level + 1;
  const role = ticket.escalation_chain[level] ?? null;
  const interval = ticket.escalation_interval_minutes;
  const next = interval === null ? null : new Date(ticket.at.getTime() + interval * 60_000);
  return role === null
    ? { level, new_role: ticket.owner_role, is_chain_end: true, next_at: null }
    : { level, new_role: role, is_chain_end: false, next_at: next };
}

function clocksOf(ticket: DueTicket) {
  return [
    {
      clock: "resolution" as const,
      due: ticket.sla_due_at,
      nearAt: ticket.sla_near_breach_at,
      isStopped: ticket.sla_paused_at !== null,
      isWarned: ticket.sla_near_notified,
      isBreached: ticket.sla_breached,
    },
    {
      clock: "first_response" as const,
      due: ticket.response_due_at,
      nearAt: ticket.response_near_breach_at,
      isStopped: ticket.first_response_at !== null || ticket.response_paused_at !== null,
      isWarned: ticket.response_near_notified,
      isBreached: ticket.response_breached,
    },
    {
      clock: "next_response" as const,
      due: ticket.next_response_due_at,
      nearAt: ticket.next_response_near_breach_at,
      isStopped: ticket.next_response_paused_at !== null,
      isWarned: ticket.next_response_near_notified,
      isBreached: ticket.next_response_breached,
    },
  ];
}
