import type { Context } from "@/lib/platform/organization";
import { lacksDescription, type TicketContent } from "./ticket-content";

/** What the copy holds of a ticket already. */
export type KnownTicket = {
  external_id: string;
  ticket_id: string;
  vendor_updated_at: Date;
  detailed_updated_at: Date | null;
  checksum: string;
  detail_checksum: string | null;
  resolved_at: Date | null;
  closed_at: Date | null;
  deleted_at: Date | null;
  deleted_reason: string | null;
  merged_into_external_id: string | null;
};

/** By the vendor's ids; locked in the order of ours where they are about to be written. */
export async function readKnown(
  ctx: Context,
  connectionId: string,
  externalIds: readonly string[],
  options: { lock?: boolean } = {},
): Promise<Map<string, KnownTicket>> {
  if (externalIds.length === 0) return new Map();
  if (options.lock)
    await ctx.tx.$queryRaw`
      select t.id from tickets t where t.id in (select s.ticket_id from ticket_sources s
        where s.connection_id = ${connectionId}::uuid and s.external_id = any (${externalIds}::text[]))
      order by t.id for no key update of t`;
  const rows = await ctx.tx.$queryRaw<KnownTicket[]>`
    select s.external_id, s.ticket_id, s.vendor_updated_at, s.detailed_updated_at, s.checksum, s.detail_checksum, s.deleted_at,
      s.deleted_reason, s.merged_into_external_id, t.resolved_at, t.closed_at
    from ticket_sources s join tickets t on t.id = s.ticket_id
    where s.connection_id = ${connectionId}::uuid and s.external_id = any (${externalIds}::text[])`;
  return new Map(rows.map((row) => [row.external_id, row]));
}

export type KnownDescription = { description: string; description_html: string };

export async function readDescriptions(
  ctx: Context,
  connectionId: string,
  contents: readonly TicketContent[],
): Promise<Map<string, KnownDescription>> {
  const ids = contents.filter(lacksDescription).map(({ ticket }) => ticket.external_id);
  if (ids.length === 0) return new Map();
  const rows = await ctx.tx.$queryRaw<(KnownDescription & { external_id: string })[]>`
    select s.external_id, t.description, s.description_html from ticket_sources s join tickets t on t.id = s.ticket_id
    where s.connection_id = ${connectionId}::uuid and s.external_id = any (${ids}::text[]) and s.description_html is not null`;
  return new Map(rows.map(({ external_id, ...known }) => [external_id, known]));
}
