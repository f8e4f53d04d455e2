import type { Context } from "@/lib/platform/organization";
import type { DeletedReason } from "./ticket-content";
import { toRecords } from "./to-records";

export type GoneTicket = { external_id: string; reason: DeletedReason };

/**
 * Takes tickets out of lists and searches that a single look-up has found to be gone. All of it stays stored, and a
 * ticket that comes back at the vendor comes back here.
 */
export async function deleteTickets(
  ctx: Context,
  connection: { id: string; name: string },
  gone: readonly GoneTicket[],
): Promise<number> {
  if (gone.length === 0) return 0;
  await ctx.tx.$queryRaw`
    select set_config('app.ticket_override', 'import', true), set_config('app.reason', ${`Gone from ${connection.name}.`}, true)`;
  const marked = await ctx.tx.$queryRaw<{ ticket_id: string }[]>`
    update ticket_sources s set deleted_at = app_now(), deleted_reason = n.reason, checksum = '', synced_at = app_now()
    from jsonb_to_recordset(${toRecords(gone)}::jsonb) as n(external_id text, reason text)
    where s.connection_id = ${connection.id}::uuid and s.external_id = n.external_id and s.deleted_at is null
    returning s.ticket_id`;
  if (marked.length === 0) return 0;
  await ctx.tx.$executeRaw`
    update tickets set archived = true where id = any (${marked.map(({ ticket_id }) => ticket_id)}::uuid[]) and not archived`;
  ctx.tell("tickets.changed", {});
  return marked.length;
}
