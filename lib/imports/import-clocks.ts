import { type ClockColumns, clockColumns } from "@/lib/sla/clock-columns";
import { countClocks } from "@/lib/sla/count-clocks";
import type { PolicyBook } from "@/lib/sla/policy-book";
import { readHistory, type TicketFacts } from "@/lib/sla/ticket-history";
import { isFinished } from "@/lib/tickets/status";
import type { BuiltTicket } from "./build-ticket";

type Resolved = { owner_role: string; assigned_franchise_id: string | null };
type ImportedClocks = ClockColumns & {
  sla_due_is_manual: boolean;
  sla_due_reason: string | null;
  sla_breached: boolean;
  sla_near_notified: boolean;
  response_breached: boolean;
  response_near_notified: boolean;
};

/**
 * The clocks of an imported ticket, counted over its whole history by the policies of today. What is late already
 * arrives so: a desk that moves in does not escalate its past.
 */
export function importClocks(
  built: BuiltTicket,
  resolved: Resolved,
  book: PolicyBook,
  now: Date,
): ImportedClocks {
  const { ticket, history } = built;
  const origin = ticket.metadata.import as { initial_status?: string; initial_priority?: string } | undefined;
  const facts: TicketFacts = {
    ...ticket,
    id: "",
    sla_team: resolved.owner_role,
    assigned_franchise_id: resolved.assigned_franchise_id,
    next_response_started_at: null,
    sla_due_is_manual: ticket.sla_due_at !== null,
    sla_due_reason: ticket.sla_due_at === null ? null : "As the import said.",
  };
  const created = {
    action: "CREATED",
    payload: {
      status: origin?.initial_status,
      priority: origin?.initial_priority,
      imported_at: now.toISOString(),
    },
    created_at: ticket.created_at,
  };
  const read = readHistory(facts, [created, ...history]);
  const columns = clockColumns(facts, countClocks(facts, read, book, now.getTime()));
  const isOpen = !isFinished(ticket.status);
  const isPast = (at: Date | null) => at !== null && at <= now;
  const answered = ticket.first_response_at;
  return {
    ...columns,
    sla_due_is_manual: facts.sla_due_is_manual,
    sla_due_reason: facts.sla_due_reason,
    sla_breached: ticket.sla_breached || (isOpen && isPast(columns.sla_due_at)),
    sla_near_notified: isPast(columns.sla_near_breach_at),
    response_breached:
      columns.response_due_at !== null &&
      (answered === null ? isOpen && isPast(columns.response_due_at) : answered > columns.response_due_at),
    response_near_notified: isPast(columns.response_near_breach_at),
  };
}
