import type { z } from "zod";
import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { and, type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { htmlToText } from "./html-to-text";
import type { listWriteBacksQuery, SyncWriteBack, WriteBackKind, writeBackListAnswer } from "./schema";

type Row = Omit<SyncWriteBack, "summary"> & { payload: WriteBackPayload; file_count: number };

/** What is sent: the vendor's own codes, and the words for whoever looks at the queue. */
export type WriteBackPayload = {
  html?: string;
  code?: string;
  responder_external_id?: string | null;
  /** What the vendor had when the change was made. */
  was?: string | null;
  /** "Resolved", "Anna Berg". */
  name?: string;
};

/** What goes back to external desks, newest first. */
export async function listWriteBacks(
  ctx: Context,
  query: z.output<typeof listWriteBacksQuery>,
): Promise<z.output<typeof writeBackListAnswer>> {
  const wanted: Sql[] = [];
  if (query.connection_id) wanted.push(sql`w.connection_id = ${query.connection_id}::uuid`);
  if (query.ticket_id) wanted.push(sql`w.ticket_id = ${query.ticket_id}::uuid`);
  if (query.status) wanted.push(sql`w.status = any (${query.status}::text[])`);
  const cursor = query.cursor ? decodeCursor(query.cursor, "sync_write_backs") : null;
  const after = cursor
    ? [sql`(w.created_at, w.id) < (${cursor.value}::timestamptz, ${cursor.id}::uuid)`]
    : [];
  const rows = await readWriteBacks(ctx, and([...wanted, ...after]), query.limit + 1);
  const [count] = await ctx.tx.$queryRaw<
    { total: number }[]
  >`select count(*)::int as total from sync_write_backs w where ${and(wanted)}`;
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  const next_cursor =
    rows.length > query.limit && last
      ? encodeCursor({ order: "sync_write_backs", value: last.created_at.toISOString(), id: last.id })
      : null;
  return { data, pagination: { limit: query.limit, total: count?.total ?? 0, next_cursor } };
}

export async function readWriteBacks(ctx: Context, where: Sql, limit: number): Promise<SyncWriteBack[]> {
  const rows = await ctx.tx.$queryRaw<Row[]>`
    select w.id, w.connection_id, w.ticket_id, t.number as ticket_number, w.external_id, w.kind, w.status, w.payload, w.attempts,
      w.error_message, u.name as requested_by_name, w.created_at, w.sent_at,
      (select count(*)::int from ticket_attachments a
        where a.message_id = w.message_id and a.file_id is not null and a.deleted_at is null) as file_count
    from sync_write_backs w join tickets t on t.id = w.ticket_id left join users u on u.id = w.requested_by_id
    where ${where} order by w.created_at desc, w.id desc limit ${limit}`;
  return rows.map(({ payload, file_count, ...row }) => ({
    ...row,
    summary: summaryOf(row.kind, payload) + filesOf(file_count),
  }));
}

function summaryOf(kind: WriteBackKind, { html, name, code }: WriteBackPayload): string {
  switch (kind) {
    case "reply":
    case "note":
      return `${kind === "reply" ? "Reply" : "Internal note"} of ${htmlToText(html ?? "").length} characters`;
    case "owner":
      return name ? `Assigned to ${name}` : "Assigned to nobody";
    default:
      return `${kind === "status" ? "Status" : "Priority"} to ${name ?? code}`;
  }
}

function filesOf(count: number): string {
  return count === 0 ? "" : count === 1 ? ", with a file" : `, with ${count} files`;
}
