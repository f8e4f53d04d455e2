import { env } from "@/lib/platform/env";
import type { Context } from "@/lib/platform/organization";
import { systemActor } from "@/lib/platform/organization";
import { isStaff } from "@/lib/platform/permissions";
import { seesTicket } from "@/lib/tickets/live-policy";
import type { Notice, Recipient, Skipped } from "./channel";
import { loadTicketFacts } from "./load-people";
import type { NotificationKind } from "./schema";
import { type Detail, noticeText } from "./words";

type Row = {
  id: string;
  organization_name: string;
  kind: NotificationKind;
  is_public: boolean;
  detail: Detail & { target_id?: string };
  created_at: Date;
  read_at: Date | null;
  user_id: string | null;
  requester_id: string | null;
  name: string;
  email: string | null;
  phone: string | null;
  role: string | null;
  franchise_id: string | null;
  is_active: boolean;
  time_zone: string;
  ticket_id: string;
  number: number;
  title: string;
  priority: string;
  is_sensitive: boolean;
  actor_name: string | null;
  owner_name: string | null;
  target_number: number | null;
  message: string | null;
  message_text: string | null;
  is_internal_note: boolean | null;
};

/**
 * Reads what may be said to the recipient as of now: who lost their sight of the ticket since is told nothing any
 * more. The second gate after `judge`, and the only way to a notification's words on any channel but the bell.
 */
export async function readNotice(ctx: Context, notificationId: string): Promise<Notice | Skipped> {
  const row = await readRow(ctx, notificationId);
  if (!row) return { skip: "The notification was deleted." };
  const refusal = await whyNot(ctx, row);
  return refusal ? { skip: refusal } : toNotice(row);
}

async function readRow(ctx: Context, id: string): Promise<Row | undefined> {
  const [row] = await ctx.tx.$queryRaw<Row[]>`
    select n.id, o.name as organization_name, n.kind, n.is_public, n.detail, n.created_at, n.read_at, n.user_id, n.requester_id,
      coalesce(u.name, r.name) as name, coalesce(u.email, r.email) as email, case when u.id is null then r.phone else ur.phone end as phone,
      u.role, u.franchise_id,
      u.deactivated_at is null as is_active, coalesce(u.time_zone, o.time_zone) as time_zone, n.ticket_id, t.number, t.title,
      t.priority, t.is_sensitive, a.name as actor_name, w.name as owner_name, x.number as target_number,
      m.message, m.message_text, m.is_internal_note
    from notifications n join organizations o on o.id = n.organization_id join tickets t on t.id = n.ticket_id
    left join users u on u.id = n.user_id left join requesters r on r.id = n.requester_id
    left join requesters ur on ur.user_id = u.id
    left join users a on a.id = n.actor_id left join users w on w.id = (n.detail ->> 'owner_id')::uuid
    left join tickets x on x.id = (n.detail ->> 'target_id')::uuid
    left join ticket_messages m on m.id = n.message_id
    where n.id = ${id}::uuid`;
  return row;
}

async function whyNot(ctx: Context, row: Row): Promise<string | null> {
  if (row.read_at) return "It was read in the bell already.";
  if (!row.is_active) return "The person is deactivated.";
  if (!mayHearOfDesk(row) && (!row.is_public || row.is_internal_note))
    return "It is the desk's own business, and the person is outside of it.";
  if (row.user_id === null) return null;
  const facts = await loadTicketFacts(ctx, row.ticket_id);
  const person = { userId: row.user_id, role: row.role ?? "", franchiseId: row.franchise_id };
  return facts && seesTicket({ ...systemActor(ctx.organizationId), ...person }, facts)
    ? null
    : "The person may not see the ticket any more.";
}

function mayHearOfDesk({ role }: Row): boolean {
  return role !== null && isStaff(role);
}

function toNotice(row: Row): Notice {
  const isStaffMember = mayHearOfDesk(row);
  const { user_id, requester_id, name, email, phone, time_zone } = row;
  const recipient: Recipient = {
    user_id,
    requester_id,
    name,
    email,
    phone,
    is_staff: isStaffMember,
    time_zone,
  };
  // The words of a sensitive ticket wait behind a stated reason; what was written to a requester is theirs.
  const hidesMessage = row.is_sensitive && isStaffMember;
  const message = row.message !== null && row.message_text !== null && !hidesMessage;
  return {
    id: row.id,
    organization_name: row.organization_name,
    kind: row.kind,
    recipient,
    ticket: {
      id: row.ticket_id,
      number: row.number,
      title: row.is_sensitive ? null : row.title,
      priority: row.priority,
      is_sensitive: row.is_sensitive,
      url: user_id === null ? null : `${env().DOCKET_URL.replace(/\/$/, "")}/tickets/${row.number}`,
    },
    actor_name: row.actor_name,
    text: noticeText(row.kind, row.detail, {
      actor: row.actor_name,
      owner: row.owner_name,
      target_number: row.target_number,
      is_outside: !isStaffMember,
    }),
    message: message ? { html: row.message ?? "", text: row.message_text ?? "" } : null,
    created_at: row.created_at,
  };
}
