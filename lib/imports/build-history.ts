import type { TicketPriority } from "@/lib/tickets/schema";
import type { TicketStatus } from "@/lib/tickets/status";
import { priorityOf, type RowValues } from "./compile-mapping";
import type { ImportMapping } from "./schema";

export type HistoryEntry = { action: string; payload: Record<string, unknown>; created_at: Date };

/** What a history watches, and how far the ticket's history already goes. */
export type TrackedState = {
  status: TicketStatus;
  priority: TicketPriority;
  group: string | null;
  owner: string | null;
  lastEventAt: number;
};

export type History = {
  entries: HistoryEntry[];
  status: TicketStatus;
  priority: TicketPriority;
  initialStatus: TicketStatus;
  initialPriority: TicketPriority;
  lastEventAt: number;
  /** All of it happened before what is already stored. */
  isOlder: boolean;
};

/** Every change between one event and the next, at the source's own time. */
export function buildHistory(
  rows: readonly RowValues[],
  mapping: ImportMapping,
  before: TrackedState | null,
): History {
  const first = rows[0];
  const startsAt = first?.dates.event_at ?? 0;
  const continues = before !== null && startsAt >= before.lastEventAt;
  const initial = continues ? before : initialState(rows, mapping);
  if (mapping.shape === "rows" || (rows.length === 1 && before === null))
    return singleRow(rows, initial, mapping);
  const state = { ...initial };
  const isLateRow = before !== null && !continues && rows.length === 1;
  const entries: HistoryEntry[] = isLateRow && first ? lateEntries(first) : [];
  for (const row of continues ? rows : rows.slice(1)) {
    entries.push(...changes(state, row));
    advance(state, row);
  }
  // Events that belong before what is already stored add to the history, never to the present.
  const isOlder = before !== null && state.lastEventAt < before.lastEventAt;
  const present = isOlder ? before : state;
  return {
    entries,
    status: present.status,
    priority: present.priority,
    initialStatus: initial.status,
    initialPriority: initial.priority,
    lastEventAt: present.lastEventAt,
    isOlder,
  };
}

function initialState(rows: readonly RowValues[], mapping: ImportMapping): TrackedState {
  const first = rows[0];
  return {
    status: first?.status ?? mapping.default_status,
    priority: (first && priorityOf(first)) ?? mapping.default_priority,
    group: first?.group ?? null,
    owner: first?.owner ?? null,
    lastEventAt: first?.dates.event_at ?? 0,
  };
}

/** A single event that was refused before and comes back corrected: what it changed from is not known any more. */
function lateEntries(row: RowValues): HistoryEntry[] {
  const unknown = { status: null, priority: null, group: row.group, owner: row.owner, lastEventAt: 0 };
  return changes(unknown, row);
}

type Before = Omit<TrackedState, "status" | "priority"> & {
  status: TicketStatus | null;
  priority: TicketPriority | null;
};

function changes(state: Before, row: RowValues): HistoryEntry[] {
  const at = new Date(row.dates.event_at ?? state.lastEventAt);
  const entries: HistoryEntry[] = [];
  const add = (action: string, payload: Record<string, unknown>) =>
    entries.push({
      action,
      payload: { ...payload, ...(row.eventBy && { by: row.eventBy }), source: "import" },
      created_at: at,
    });
  if (row.status && row.status !== state.status)
    add("STATUS_CHANGED", { old_status: state.status, new_status: row.status });
  const priority = priorityOf(row);
  if (priority && priority !== state.priority)
    add("PRIORITY_CHANGED", { old_priority: state.priority, new_priority: priority });
  if (row.group !== state.group)
    add("FIELD_CHANGED", { field: "assignment_group", old: state.group, new: row.group });
  if (row.owner !== state.owner)
    add("FIELD_CHANGED", { field: "assigned_to", old: state.owner, new: row.owner });
  return entries;
}

function advance(state: TrackedState, row: RowValues): void {
  state.status = row.status ?? state.status;
  state.priority = priorityOf(row) ?? state.priority;
  state.group = row.group;
  state.owner = row.owner;
  state.lastEventAt = row.dates.event_at ?? state.lastEventAt;
}

/** One row tells the end and, by its dates, when it was reached; the way there is NEW, resolved, closed. */
function singleRow(rows: readonly RowValues[], initial: TrackedState, mapping: ImportMapping): History {
  const row = rows.at(-1);
  const dates = row?.dates ?? {};
  const status = row?.status ?? endOf(dates) ?? mapping.default_status;
  const priority = (row && priorityOf(row)) ?? initial.priority;
  const moves: [TicketStatus, number | undefined][] = [];
  if (status === "RESOLVED" || status === "CLOSED") moves.push(["RESOLVED", dates.resolved_at]);
  if (status === "CLOSED") moves.push(["CLOSED", dates.closed_at]);
  const dated = moves.filter((move): move is [TicketStatus, number] => move[1] !== undefined);
  const start = dated.some(([to]) => to === status) ? mapping.default_status : status;
  let from = start;
  const entries: HistoryEntry[] = [];
  for (const [to, at] of start === status ? [] : dated) {
    entries.push({
      action: "STATUS_CHANGED",
      payload: { old_status: from, new_status: to, source: "import" },
      created_at: new Date(at),
    });
    from = to;
  }
  const lastEventAt =
    dates.event_at ?? dates.updated_at ?? dates.closed_at ?? dates.resolved_at ?? dates.created_at ?? 0;
  return {
    entries,
    status,
    priority,
    initialStatus: start,
    initialPriority: priority,
    lastEventAt,
    isOlder: false,
  };
}

function endOf(dates: RowValues["dates"]): TicketStatus | null {
  if (dates.closed_at !== undefined) return "CLOSED";
  return dates.resolved_at !== undefined ? "RESOLVED" : null;
}
