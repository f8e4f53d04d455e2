import { type Sql, sql } from "@/lib/platform/database/sql";
import { notFound } from "@/lib/platform/errors";
import type { Actor, Context } from "@/lib/platform/organization";
import { isStaff, rankOf } from "@/lib/platform/permissions";
import { seesInternalNotes } from "@/lib/tickets/access";
import { type LoadedTicket, loadTicket } from "@/lib/tickets/load-ticket";

export type LoadedAttachment = {
  id: string;
  ticket_id: string;
  file_id: string | null;
  file_name: string;
  file_type: string | null;
  file_url: string;
  storage_key: string | null;
  size_bytes: bigint | null;
  is_sensitive: boolean;
  is_internal: boolean;
  uploaded_by_id: string | null;
  deleted_at: Date | null;
};

/** The rows of `ticket_attachments a` of a visible ticket an actor may know of. */
export function visibleAttachments(actor: Actor): Sql {
  return seesInternalNotes(actor) ? sql`true` : sql`(not a.is_internal and a.deleted_at is null)`;
}

/** With its ticket, whose own rules apply: invisible is 404, sensitive without a reason 403. */
export async function loadAttachment(
  ctx: Context,
  id: string,
): Promise<{ attachment: LoadedAttachment; ticket: LoadedTicket }> {
  const [attachment] = await ctx.tx.$queryRaw<LoadedAttachment[]>`
    select a.id, a.ticket_id, a.file_id, a.file_name, a.file_type, a.file_url, a.is_sensitive, a.is_internal, a.uploaded_by_id,
      a.deleted_at, f.storage_key, f.size_bytes
    from ticket_attachments a left join stored_files f on f.organization_id = a.organization_id and f.id = a.file_id
    where a.id = ${id}::uuid and ${visibleAttachments(ctx.actor)}`;
  if (!attachment) throw notFound("attachment");
  return { attachment, ticket: await loadTicket(ctx, attachment.ticket_id) };
}

/** The desk's people give a reason each time; requesters have seen what lies in their own ticket. */
export function needsReason(actor: Actor, attachment: { is_sensitive: boolean }): boolean {
  return attachment.is_sensitive && isStaff(actor.role);
}

/** Who may delete it or mark it: the one of the desk who added it, and managers. */
export function mayChange(actor: Actor, attachment: { uploaded_by_id: string | null }): boolean {
  if (!isStaff(actor.role)) return false;
  return attachment.uploaded_by_id === actor.userId || rankOf(actor.role) >= rankOf("ops_manager");
}

export function addressOf(id: string): string {
  return `/attachments/${id}/content`;
}
