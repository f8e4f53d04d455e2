import { sql } from "@/lib/platform/database/sql";
import type { Actor } from "@/lib/platform/organization";
import { seesInternalNotes } from "./access";
import type { TicketRow } from "./schema";

export const slaStatus = sql`get_sla_status(t.sla_due_at, t.sla_near_breach_at, t.status, t.sla_paused_at)`;
export const responseStatus = sql`get_clock_status(t.response_due_at, t.response_near_breach_at, t.status, t.first_response_at, t.response_paused_at)`;
export const nextResponseStatus = sql`get_clock_status(t.next_response_due_at, t.next_response_near_breach_at, t.status, null, t.next_response_paused_at)`;

/** The external desk of `tickets t` that owns it, as access.ts wants it; null once its connection was removed. */
export const mirrorOf = sql`case when t.source <> 'native' then (
  select jsonb_build_object('vendor', n.vendor, 'url', s.url, 'write_back', n.write_back)
  from ticket_sources s join sync_connections n on n.id = s.connection_id
  where s.ticket_id = t.id and n.archived_at is null) end`;

/** What a list shows of `tickets t`, its owner and its requester `r`. */
export const rowColumns = sql`t.id, t.number, t.source, t.external_id, t.title, t.priority, t.status, t.severity, t.owner_id, t.owner_role,
  owner.name as owner_name, t.created_by_id, t.created_by_role, t.requester_id, r.name as requester_name, t.company_id,
  t.assigned_franchise_id, t.linked_type, t.linked_id, t.sla_due_at, t.sla_near_breach_at,
  ${slaStatus} as sla_status, t.sla_paused_at, t.sla_breached, t.sla_escalation_level,
  t.response_due_at, t.response_near_breach_at, t.response_paused_at, t.first_response_at,
  ${responseStatus} as response_status,
  t.next_response_due_at, t.next_response_near_breach_at, t.next_response_paused_at,
  ${nextResponseStatus} as next_response_status,
  t.tags, t.is_sensitive, t.archived, t.version, t.created_at, t.updated_at,
  t.public_updated_at, t.resolved_at, t.closed_at`;

/** Blanks what a sensitive ticket says; its number, state and owner stay, so that work can be organized. */
export function withhold<Row extends TicketRow>(row: Row): Row {
  if (!row.is_withheld) return row;
  return {
    ...row,
    title: "Sensitive ticket",
    tags: [],
    linked_id: null,
    linked_type: null,
    requester_id: null,
    requester_name: null,
    company_id: null,
    created_by_id: null,
    external_id: null,
    severity: null,
    ...("description" in row && { description: "" }),
  };
}

/** What the desk notes about a ticket for itself, and when, is not its requester's to read. */
export function forReader<
  Row extends Pick<TicketRow, "severity" | "updated_at"> & { public_updated_at: Date },
>(actor: Actor, row: Row): Row {
  if (seesInternalNotes(actor)) return row;
  return {
    ...row,
    severity: null,
    updated_at: row.public_updated_at,
    ...("watcher_count" in row && { watcher_count: 0 }),
  };
}
