import type { TicketStatus } from "@/lib/tickets/status";

/** What of a ticket its clocks depend on. */
export type TicketFacts = {
  id: string;
  status: TicketStatus;
  priority: string;
  sla_team: string | null;
  assigned_franchise_id: string | null;
  created_at: Date;
  resolved_at: Date | null;
  closed_at: Date | null;
  first_response_at: Date | null;
  next_response_started_at: Date | null;
  sla_due_at: Date | null;
  sla_due_is_manual: boolean;
  sla_due_reason: string | null;
};

export type HistoryEvent = { action: string; payload: Record<string, unknown>; created_at: Date };

export type State = {
  at: number;
  status: string;
  priority: string;
  team: string | null;
  franchise: string | null;
};
type Field = Exclude<keyof State, "at">;
type Change = { at: number; field: Field; old: string | null; new: string | null };

export type TicketHistory = {
  /** From the creation on, in order; the last one is the present. */
  states: State[];
  /** When the desk came to know of it: an imported past is measured by the policies of that day. */
  recordedAt: number;
};

/** A ticket's states from its audit rows, oldest first. What a field was before its first change, that change says. */
export function readHistory(ticket: TicketFacts, events: readonly HistoryEvent[]): TicketHistory {
  const createdAt = ticket.created_at.getTime();
  const changes = events.flatMap((event) => changesOf(event, events));
  const present = {
    status: ticket.status as string,
    priority: ticket.priority,
    team: ticket.sla_team,
    franchise: ticket.assigned_franchise_id,
  };
  const state: State = { at: createdAt, ...present };
  for (const field of ["status", "priority", "team", "franchise"] as const) {
    const first = changes.find((change) => change.field === field);
    if (first) Object.assign(state, { [field]: first.old ?? initialOf(events, field) ?? present[field] });
  }
  const states = startOf(ticket, state);
  for (const change of changes) {
    Object.assign(state, { [change.field]: change.new, at: Math.max(createdAt, change.at) });
    const last = states.at(-1);
    // Changes of one instant keep their order; clocks that stop there look at the state before.
    if (last) states.push({ ...state, at: Math.max(last.at, state.at) });
  }
  states.push({ at: states.at(-1)?.at ?? createdAt, ...present });
  return { states, recordedAt: importedAt(events) ?? createdAt };
}

/** A ticket that arrived finished was worked on before: until when, its own dates say. */
function startOf(ticket: TicketFacts, state: State): State[] {
  const finished = (ticket.resolved_at ?? ticket.closed_at)?.getTime() ?? state.at;
  if (!isFinished(state.status) || finished <= state.at) return [{ ...state }];
  return [
    { ...state, status: "OPEN" },
    { ...state, at: finished },
  ];
}

/** Where a finished ticket's last run of resolved and closed begins; null while it is worked on. */
export function finishedAt(ticket: TicketFacts, { states }: TicketHistory): number | null {
  if (!isFinished(ticket.status)) return null;
  const lastOpen = states.findLastIndex((state) => !isFinished(state.status));
  const said = (ticket.resolved_at ?? ticket.closed_at)?.getTime();
  if (lastOpen < 0) return said ?? ticket.created_at.getTime();
  return Math.min(states[lastOpen + 1]?.at ?? Number.POSITIVE_INFINITY, said ?? Number.POSITIVE_INFINITY);
}

export function isFinished(status: string): boolean {
  return status === "RESOLVED" || status === "CLOSED";
}

function changesOf(event: HistoryEvent, all: readonly HistoryEvent[]): Change[] {
  const { payload } = event;
  const change = (field: Field, before: string, after: string): Change[] => [
    {
      at: event.created_at.getTime(),
      field,
      old: textOf(payload[before]),
      new: textOf(payload[after]),
    },
  ];
  if (event.action === "STATUS_CHANGED") return change("status", "old_status", "new_status");
  if (event.action === "PRIORITY_CHANGED") return change("priority", "old_priority", "new_priority");
  if (event.action === "ASSIGNED" && payload.old_owner_role !== payload.new_owner_role)
    return isEscalation(event, all) ? [] : change("team", "old_owner_role", "new_owner_role");
  if (event.action === "FIELD_CHANGED" && payload.field === "assigned_franchise_id")
    return change("franchise", "old", "new");
  return [];
}

/** The chain hands a ticket over, the promise to its requester stays that of the team it came from. */
function isEscalation(event: HistoryEvent, all: readonly HistoryEvent[]): boolean {
  return all.some(
    ({ action, payload, created_at }) =>
      action === "FIELD_CHANGED" &&
      payload.field === "sla_escalation_level" &&
      created_at.getTime() === event.created_at.getTime() &&
      Number(payload.new) > Number(payload.old),
  );
}

function initialOf(events: readonly HistoryEvent[], field: Field): string | null {
  const created = events.find((event) => event.action === "CREATED")?.payload;
  return textOf(created?.[field]);
}

function importedAt(events: readonly HistoryEvent[]): number | null {
  const at = events.find((event) => event.action === "CREATED")?.payload.imported_at;
  return typeof at === "string" ? Date.parse(at) : null;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
