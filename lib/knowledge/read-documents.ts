import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { visibleTickets } from "@/lib/tickets/access";
import type { DocumentMessage, TicketDocument } from "./render-ticket";

const instant = 'YYYY-MM-DD"T"HH24:MI:SS"Z"';

type Stored = Omit<TicketDocument, "conversations" | "notes"> & { conversations: string; notes: string };

/** The documents of visible tickets in the order of their ids; a sensitive one has none. */
export async function readDocuments(
  ctx: Context,
  ids: readonly string[],
  withNotes: boolean,
): Promise<TicketDocument[]> {
  const rows = await ctx.tx.$queryRaw<Stored[]>`
    select d.docket_id as id, d.ticket_number, d.external_source as source, d.subject, d.requester_name, d.requester_email,
      d.status, d.priority, to_char(d.created_at at time zone 'UTC', ${instant}) as created_at,
      to_char(d.last_updated_at at time zone 'UTC', ${instant}) as last_updated_at,
      to_char(coalesce(d.closed_at, d.resolved_at) at time zone 'UTC', ${instant}) as closed_at, d.total_hours_spent,
      d.description_text as description, d.conversations, ${withNotes ? sql`d.notes` : sql`'[]'`} as notes
    from unnest(${[...ids]}::uuid[]) with ordinality as asked(id, place)
      join tickets t on t.id = asked.id join ticket_details d on d.docket_id = t.id
    where not t.is_sensitive and ${visibleTickets(ctx.actor)} order by asked.place`;
  return rows.map((row) => ({
    ...row,
    conversations: JSON.parse(row.conversations) as DocumentMessage[],
    notes: JSON.parse(row.notes) as DocumentMessage[],
  }));
}
