import { sql } from "@/lib/platform/database/sql";
import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { loadTicket } from "@/lib/tickets/load-ticket";
import { writeBackSettings } from "./connections/schema";
import { readWriteBacks } from "./list-write-backs";
import type { TicketSource } from "./schema";

type Row = Omit<
  TicketSource,
  "write_back" | "write_backs" | "time_entries" | "total_minutes" | "billable_minutes"
> & {
  write_back: unknown;
};
type Entry = TicketSource["time_entries"][number];

/** What the external desk says of a synced ticket beside the ticket itself; 404 for one that is Docket's own. */
export async function getTicketSource(ctx: Context, ticketId: string): Promise<{ data: TicketSource }> {
  await loadTicket(ctx, ticketId);
  const [row] = await ctx.tx.$queryRaw<Row[]>`
    select s.ticket_id, s.connection_id, n.name as connection_name, n.vendor, s.external_id, s.url, s.status_text, s.priority_text,
      s.type, g.name as group_name, c.name as company_name, m.freshworks_username as responder_name, s.vendor_created_at,
      s.vendor_updated_at, s.due_at, s.first_response_due_at, s.conversations_read_at, s.time_entries_read_at, s.needs_mapping,
      s.deleted_at, s.deleted_reason, s.merged_into_external_id, s.synced_at, n.write_back
    from ticket_sources s join sync_connections n on n.id = s.connection_id
    left join sync_groups g on g.connection_id = s.connection_id and g.external_id = s.group_external_id
    left join company_sources c on c.connection_id = s.connection_id and c.external_id = s.company_external_id
    left join freshworks_user_mapping m on m.freshworks_user_id::text = s.responder_external_id
    where s.ticket_id = ${ticketId}::uuid`;
  if (!row) throw notFound("external ticket");
  const entries = await ctx.tx.$queryRaw<Entry[]>`
    select id, agent_name, minutes, is_billable, is_running, worked_at, to_char(work_date, 'YYYY-MM-DD') as work_date, note
    from time_entries where ticket_id = ${ticketId}::uuid order by work_date, created_at, id limit 1000`;
  const unsettled = sql`w.ticket_id = ${ticketId}::uuid
    and (w.status in ('queued', 'sending', 'failed', 'conflict') or w.sent_at > app_now() - interval '1 hour')`;
  const allowed = writeBackSettings.parse(row.write_back);
  const minutes = (rows: readonly Entry[]) => rows.reduce((sum, entry) => sum + (entry.minutes ?? 0), 0);
  return {
    data: {
      ...row,
      write_back: (["reply", "note", "status", "owner"] as const).filter((kind) => allowed[kind]),
      write_backs: await readWriteBacks(ctx, unsettled, 10),
      time_entries: entries,
      total_minutes: minutes(entries),
      billable_minutes: minutes(entries.filter((entry) => entry.is_billable)),
    },
  };
}
