import type { z } from "zod";
import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { empty, sql } from "@/lib/platform/database/sql";
import { env } from "@/lib/platform/env";
import type { Context } from "@/lib/platform/organization";
import type { listMailsQuery, MailRow } from "./schema";

const order = "mails";

export const mailColumns = sql`m.id, m.to_address, m.subject, t.number as ticket_number, m.notification_count, m.status, m.attempts,
  m.last_error, m.file_name is not null as is_in_outbox, m.created_at, m.updated_at`;

/** What was sent, waits for its next try or failed; subjects of sensitive tickets hold no title. */
export async function listMails(ctx: Context, query: z.output<typeof listMailsQuery>) {
  const byStatus = query.status ? sql`and m.status = ${query.status}` : empty;
  const words = query.search ? `%${query.search.replaceAll(/[\\%_]/g, "\\$&")}%` : null;
  const bySearch = words ? sql`and (m.to_address ilike ${words} or m.subject ilike ${words})` : empty;
  const cursor = query.cursor ? decodeCursor(query.cursor, order) : null;
  const after = cursor ? sql`and (m.created_at, m.id) < (${cursor.value}::timestamptz, ${cursor.id})` : empty;
  const rows = await ctx.tx.$queryRaw<MailRow[]>`
    select ${mailColumns} from mails m left join tickets t on t.id = m.ticket_id
    where true ${byStatus} ${bySearch} ${after} order by m.created_at desc, m.id desc limit ${query.limit + 1}`;
  const [counts] = await ctx.tx.$queryRaw<{ total: number; planned: number }[]>`
    select (select count(*)::int from mails m where true ${byStatus} ${bySearch}) as total,
      (select count(*)::int from notification_deliveries where channel = 'email' and status = 'pending') as planned`;
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  const next_cursor =
    rows.length > query.limit && last
      ? encodeCursor({ order, value: last.created_at.toISOString(), id: last.id })
      : null;
  return {
    data,
    pagination: { limit: query.limit, total: counts?.total ?? 0, next_cursor },
    transport: env().SMTP_URL ? ("smtp" as const) : ("outbox" as const),
    planned: counts?.planned ?? 0,
  };
}
