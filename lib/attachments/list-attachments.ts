import type { z } from "zod";
import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { empty, type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { signLink } from "@/lib/platform/storage/file-links";
import { loadTicket } from "@/lib/tickets/load-ticket";
import { previewOf } from "./file-kinds";
import { addressOf, mayChange, needsReason, visibleAttachments } from "./load-attachment";
import type { AttachmentRow, listAttachmentsQuery } from "./schema";

type Query = z.output<typeof listAttachmentsQuery>;
type Read = Omit<AttachmentRow, "file_url_expires_at" | "preview" | "may_change" | "file_url"> & {
  file_url: string;
  file_id: string | null;
};

/** A ticket's files, newest first. The desk also sees what was deleted, by whom and why. */
export async function listAttachments(ctx: Context, ticketId: string, query: Query) {
  await loadTicket(ctx, ticketId);
  const cursor = query.cursor ? decodeCursor(query.cursor, "desc") : null;
  const after = cursor
    ? sql`and (a.created_at, a.id) < (${cursor.value}::timestamptz, ${cursor.id}::uuid)`
    : empty;
  const ofTicket = sql`a.ticket_id = ${ticketId}::uuid and ${visibleAttachments(ctx.actor)}`;
  const rows = await readAttachments(
    ctx,
    sql`${ofTicket} ${after} order by a.created_at desc, a.id desc limit ${query.limit + 1}`,
  );
  const [count] = await ctx.tx.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from ticket_attachments a where ${ofTicket}`;
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  const next =
    rows.length > query.limit && last
      ? encodeCursor({ order: "desc", value: last.created_at.toISOString(), id: last.id })
      : null;
  return { data, pagination: { limit: query.limit, total: count?.total ?? 0, next_cursor: next } };
}

/** Rows as the API answers them, each with a link for this person. */
export async function readAttachments(ctx: Context, condition: Sql): Promise<AttachmentRow[]> {
  const rows = await ctx.tx.$queryRaw<Read[]>`
    select a.id, a.ticket_id, a.message_id, a.file_id, a.file_name, a.file_type, a.file_size_bytes::float8 as file_size_bytes,
      a.file_url, a.is_sensitive, a.is_internal, a.uploaded_by_id, u.name as uploaded_by_name, a.created_at, a.deleted_at,
      d.name as deleted_by_name, a.deletion_reason
    from ticket_attachments a left join users u on u.id = a.uploaded_by_id left join users d on d.id = a.deleted_by_id
    where ${condition}`;
  return rows.map((row) => present(ctx, row));
}

function present(ctx: Context, { file_id, ...row }: Read): AttachmentRow {
  const isOpen = !row.deleted_at && !needsReason(ctx.actor, row);
  const link = isOpen && file_id ? signLink(ctx.actor, addressOf(row.id), ctx.now) : null;
  const elsewhere = isOpen && !file_id ? row.file_url : null;
  return {
    ...row,
    file_url: link?.url ?? elsewhere,
    file_url_expires_at: link?.expires_at ?? null,
    preview: file_id ? previewOf(row.file_type) : null,
    may_change: !row.deleted_at && mayChange(ctx.actor, row),
  };
}
