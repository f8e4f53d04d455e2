import { type Sql, sql } from "@/lib/platform/database/sql";

const instant = 'YYYY-MM-DD"T"HH24:MI:SS"Z"';

/**
 * A row of `ticket_details d` as the documented object, in one text: it costs the driver a tenth of what columns would.
 * The first fifteen keys are the documented ones, in their order. Messages are JSON already and are not read again.
 */
export function ticketJson(withNotes: boolean): Sql {
  return sql`left(json_build_object(
    'ticket_id', coalesce(to_json(vendor_number(d.ticket_number)), to_json(d.ticket_number)),
    'ticket_number', d.ticket_number,
    'subject', d.subject,
    'description', d.description,
    'description_text', d.description_text,
    'status', d.status,
    'priority', d.priority,
    'requester_email', d.requester_email,
    'requester_name', d.requester_name,
    'created_at', to_char(d.created_at at time zone 'UTC', ${instant}),
    'last_updated_at', to_char(d.last_updated_at at time zone 'UTC', ${instant}),
    'closed_at', to_char(d.closed_at at time zone 'UTC', ${instant}),
    'total_hours_spent', d.total_hours_spent
  )::text, -1) || ', "conversations" : ' || d.conversations || ', "notes" : ' || ${withNotes ? sql`d.notes` : sql`'[]'`} || ', '
  || substr(json_build_object(
    'status_text', d.status_text,
    'priority_text', d.priority_text,
    'ticket_type', d.ticket_type,
    'resolved_at', to_char(d.resolved_at at time zone 'UTC', ${instant}),
    'are_hours_known', d.are_hours_known,
    'source', d.external_source,
    'number', d.id,
    'id', d.docket_id,
    'deleted_at', to_char(d.deleted_at at time zone 'UTC', ${instant})
  )::text, 2)`;
}
