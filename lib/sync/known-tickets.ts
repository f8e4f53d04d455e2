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

/** By the vendor's ids. */
export async function readKnown(
  ctx: Context,
  connectionId: string,
  externalIds: readonly string[],
): Promise<Map<string, KnownTicket>> {
  if (externalIds.length === 0) return new Map();
  const rows = await ctx.tx.$queryRaw<KnownTicket[]>`
    select s.external_id, s.ticket_id, s.vendor_updated_at, s.detailed_updated_at, s.checksum, s.detail_checksum, s.deleted_at,
      s.deleted_reason, s.merged_into_external_id, t.resolved_at, t.closed_at
    from ticket_sources s join tickets t on t.id = s.ticket_id
    where s.connection_id = ${connectionId}::uuid and s.external_id = any (${externalIds}::text[])`;
  return new Map(rows.map((row) => [row.external_id, row]));
}

/** Those about to be written, locked in the order of our own ids and as they are once they are locked. */
export async function lockKnown(
  ctx: Context,
  connectionId: string,
  externalIds: readonly string[],
): Promise<Map<string, KnownTicket>> {
  const known = await readKnown(ctx, connectionId, externalIds);
  if (known.size === 0) return known;
  const ids = [...known.values()].map(({ ticket_id }) => ticket_id);
  await ctx.tx
    .$queryRaw`select id from tickets where id = any (${ids}::uuid[]) order by id for no key update`;
  return readKnown(ctx, connectionId, externalIds);
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
