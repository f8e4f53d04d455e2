import type { z } from "zod";
import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { empty, raw, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { seesInternalNotes } from "./access";
import { loadTicket } from "./load-ticket";
import type { listMessagesQuery, MessageRow } from "./schema";

type Query = z.output<typeof listMessagesQuery>;

/** A ticket's conversation in time order; internal notes only for the desk, in rows and in the total alike. */
export async function listMessages(ctx: Context, ticketId: string, query: Query) {
  await loadTicket(ctx, ticketId);
  const notes = seesInternalNotes(ctx.actor) ? empty : sql`and not m.is_internal_note`;
  const direction = raw(query.order === "asc" ? "asc" : "desc");
  const cursor = query.cursor ? decodeCursor(query.cursor, query.order) : null;
  const comparison = raw(query.order === "asc" ? ">" : "<");
  const after = cursor
    ? sql`and (m.created_at, m.id) ${comparison} (${cursor.value}::timestamptz, ${cursor.id}::uuid)`
    : empty;
  const rows = await ctx.tx.$queryRaw<MessageRow[]>`
    select m.id, m.ticket_id, m.actor_id, m.actor_role, coalesce(u.name, m.author_name) as actor_name, m.message, m.message_text, m.attachments, m.mentions,
      m.is_internal_note, m.created_at
    from ticket_messages m left join users u on u.id = m.actor_id
    where m.ticket_id = ${ticketId}::uuid ${notes} ${after}
    order by m.created_at ${direction}, m.id ${direction} limit ${query.limit + 1}`;
  const [count] = await ctx.tx.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from ticket_messages m where m.ticket_id = ${ticketId}::uuid ${notes}`;
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  const next =
    rows.length > query.limit && last
      ? encodeCursor({ order: query.order, value: last.created_at.toISOString(), id: last.id })
      : null;
  return { data, pagination: { limit: query.limit, total: count?.total ?? 0, next_cursor: next } };
}
