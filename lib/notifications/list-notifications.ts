import type { z } from "zod";
import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { empty, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { isStaff } from "@/lib/platform/permissions";
import { isWithheld, visibleTickets } from "@/lib/tickets/access";
import { countUnread } from "./count-unread";
import type { listNotificationsQuery, NotificationRow } from "./schema";
import { type Detail, noticeText } from "./words";

type Row = Omit<NotificationRow, "text" | "actor_name"> & {
  actor_name: string | null;
  owner_name: string | null;
  target_number: number | null;
  detail: Detail;
};

const order = "notifications";
const excerptLength = 200;

/** One's own, newest first, with what one may see of their tickets now. */
export async function listNotifications(ctx: Context, query: z.output<typeof listNotificationsQuery>) {
  const unread = query.unread === "true" ? sql`and n.read_at is null` : empty;
  const cursor = query.cursor ? sql`and n.id < ${decodeCursor(query.cursor, order).id}::uuid` : empty;
  const rows = await ctx.tx.$queryRaw<Row[]>`
    select n.id, n.kind, n.reason, n.ticket_id, t.number as ticket_number, case when ${isWithheld(ctx.actor)} then null else t.title end as ticket_title,
      a.name as actor_name, w.name as owner_name, x.number as target_number, n.detail, n.created_at, n.read_at,
      case when ${isWithheld(ctx.actor)} or (m.is_internal_note and not ${isStaff(ctx.actor.role)}) then null
        else left(m.message_text, ${excerptLength}::int) end as excerpt
    from notifications n join tickets t on t.id = n.ticket_id
    left join users a on a.id = n.actor_id left join users w on w.id = (n.detail ->> 'owner_id')::uuid
    left join tickets x on x.id = (n.detail ->> 'target_id')::uuid left join ticket_messages m on m.id = n.message_id
    where n.user_id = ${ctx.actor.userId}::uuid and n.in_bell and ${visibleTickets(ctx.actor)} ${unread} ${cursor}
    order by n.id desc limit ${query.limit + 1}`;
  const data = rows.slice(0, query.limit).map((row) => toNotification(row, isStaff(ctx.actor.role)));
  const last = data.at(-1);
  const next_cursor =
    rows.length > query.limit && last ? encodeCursor({ order, value: null, id: last.id }) : null;
  return {
    data,
    pagination: { limit: query.limit, total: null, next_cursor },
    unread: await countUnread(ctx),
  };
}

function toNotification(
  { owner_name, target_number, detail, ...row }: Row,
  isStaffMember: boolean,
): NotificationRow {
  const named = { actor: row.actor_name, owner: owner_name, target_number, is_outside: !isStaffMember };
  return { ...row, text: noticeText(row.kind, detail, named) };
}
