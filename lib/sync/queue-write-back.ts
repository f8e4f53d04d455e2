import { prepared } from "@/lib/platform/database/sql";
import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import type { TicketStatus } from "@/lib/tickets/status";
import type { Vendor } from "./adapters/adapter";
import { type ConnectionSettings, connectionSettingsOf, writeBackSettings } from "./connections/schema";
import { knownName } from "./connections/vendor-defaults";
import type { WriteBackPayload } from "./list-write-backs";

export type WriteBackChange =
  | { kind: "reply" | "note"; message_id: string; html: string }
  | { kind: "status"; status: TicketStatus }
  | { kind: "owner"; owner_id: string | null };

type Source = {
  connection_id: string;
  external_id: string;
  vendor: Vendor;
  connection_name: string;
  settings: unknown;
  write_back: unknown;
  status_code: string | null;
  responder_external_id: string | null;
  vendor_updated_at: Date;
};

/**
 * Notes what has to go back to the desk a ticket comes from; a function sends it. Nothing where the ticket is Docket's
 * own, or where this kind of change stays here.
 */
export async function queueWriteBack(ctx: Context, ticketId: string, change: WriteBackChange): Promise<void> {
  const [source] = await ctx.tx.$queryRaw<Source[]>(prepared`
    select s.connection_id, s.external_id, n.vendor, n.name as connection_name, n.settings, n.write_back, s.status_code,
      s.responder_external_id, s.vendor_updated_at
    from ticket_sources s join sync_connections n on n.id = s.connection_id
    where s.ticket_id = ${ticketId}::uuid and n.archived_at is null`);
  if (!source || !writeBackSettings.parse(source.write_back)[change.kind]) return;
  const payload = await payloadOf(ctx, source, change);
  const messageId = "message_id" in change ? change.message_id : null;
  await ctx.tx.$executeRaw`
    insert into sync_write_backs (connection_id, ticket_id, external_id, kind, payload, message_id, based_on_updated_at, requested_by_id)
    values (${source.connection_id}::uuid, ${ticketId}::uuid, ${source.external_id}, ${change.kind}, ${JSON.stringify(payload)}::jsonb,
      ${messageId}::uuid, ${source.vendor_updated_at}::timestamptz, ${ctx.actor.userId}::uuid)`;
  ctx.emit("sync.write_back_queued", { connection_id: source.connection_id });
}

async function payloadOf(ctx: Context, source: Source, change: WriteBackChange): Promise<WriteBackPayload> {
  if (change.kind === "status") {
    const settings = connectionSettingsOf(source.vendor).parse(source.settings);
    const code = codeOf(settings, change.status);
    if (code === null) throw noMeaning(source, change.status);
    return { code, was: source.status_code, name: knownName(source.vendor, "statuses", code) ?? code };
  }
  if (change.kind === "owner") return ownerPayload(ctx, source, change.owner_id);
  return { html: change.html };
}

/** Codes in their own order: the vendor's built-in statuses come before those an account made itself. */
function codeOf(settings: ConnectionSettings, status: TicketStatus): string | null {
  const meaning = (wanted: TicketStatus) =>
    Object.entries(settings.status_map).find(([, value]) => value === wanted)?.[0] ?? null;
  return meaning(status) ?? (status === "REOPENED" || status === "NEW" ? meaning("OPEN") : null);
}

async function ownerPayload(ctx: Context, source: Source, ownerId: string | null): Promise<WriteBackPayload> {
  const was = source.responder_external_id;
  if (ownerId === null) return { responder_external_id: null, was };
  const [agent] = await ctx.tx.$queryRaw<{ id: string; name: string }[]>`
    select freshworks_user_id::text as id, freshworks_username as name from freshworks_user_mapping
    where user_id = ${ownerId}::uuid and is_active and (connection_id is null or connection_id = ${source.connection_id}::uuid)
    order by connection_id nulls last limit 1`;
  if (!agent)
    throw new AppError(
      "conflict",
      `Nobody at ${source.connection_name} is mapped to this person, so the ticket cannot be theirs there. Map the agent first, or choose somebody else.`,
    );
  return { responder_external_id: agent.id, was, name: agent.name };
}

function noMeaning(source: Source, status: TicketStatus): AppError {
  return new AppError(
    "conflict",
    `No status of ${source.connection_name} means ${status}. Map one to it in Settings → Sync, or choose another status.`,
  );
}
