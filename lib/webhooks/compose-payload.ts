import { sql } from "@/lib/platform/database/sql";
import { env } from "@/lib/platform/env";
import type { Context } from "@/lib/platform/organization";
import { internalEvents } from "./schema";

export type HappenedEvent = {
  id: string;
  name: string;
  at: Date;
  data: Record<string, unknown> & { ticket_id: string };
};

type Ticket = Record<string, unknown> & { number: number; is_sensitive: boolean };
type Message = { is_internal_note: boolean };
type Attachment = { is_internal: boolean };

/** Facts of a change that say nothing anybody wrote. */
const changeFields = [
  "old_status",
  "new_status",
  "fields",
  "owner_id",
  "owner_role",
  "old_role",
  "new_role",
  "old_owner_id",
  "level",
  "is_chain_end",
  "clock",
  "due_at",
  "priority",
  "target_id",
] as const;
/** What people say to the desk alone. */
const internalFields = ["reason"] as const;

/**
 * What an endpoint is told of an event, or null where that is nothing: without `includesInternal` no internal note,
 * no reason and no trace of when one was written; of a sensitive ticket never a word, to anyone.
 */
export async function composePayload(
  ctx: Context,
  event: HappenedEvent,
  includesInternal: boolean,
): Promise<Record<string, unknown> | null> {
  if (!includesInternal && internalEvents.includes(event.name)) return null;
  const ticket = await readTicket(ctx, event.data.ticket_id, includesInternal);
  if (!ticket) return null;
  const message = ticket.is_sensitive ? null : await readMessage(ctx, event.data.message_id);
  if (message?.is_internal_note && !includesInternal) return null;
  const attachment = await readAttachment(ctx, event.data.attachment_id);
  if (attachment?.is_internal && !includesInternal) return null;
  const told = includesInternal && !ticket.is_sensitive ? [...changeFields, ...internalFields] : changeFields;
  const change = Object.fromEntries(
    told.filter((field) => event.data[field] !== undefined).map((field) => [field, event.data[field]]),
  );
  return {
    type: event.name,
    timestamp: event.at.toISOString(),
    data: {
      organization_id: ctx.organizationId,
      ticket: { ...ticket, url: `${env().DOCKET_URL}/tickets/${ticket.number}` },
      change,
      message,
      attachment: ticket.is_sensitive ? null : attachment,
      actor: await readActor(ctx, event.data.actor_id, event.data.actor_role),
    },
  };
}

async function readTicket(ctx: Context, id: string, includesInternal: boolean): Promise<Ticket | null> {
  const updatedAt = includesInternal ? sql`t.updated_at` : sql`t.public_updated_at`;
  const [ticket] = await ctx.tx.$queryRaw<Ticket[]>`
    select t.id, t.number, t.source, t.status, t.priority, t.is_sensitive, t.archived, t.owner_id, t.owner_role, owner.name as owner_name,
      case when t.is_sensitive then 'Sensitive ticket' else t.title end as title,
      case when not t.is_sensitive then t.external_id end as external_id,
      case when not t.is_sensitive then t.requester_id end as requester_id,
      case when not t.is_sensitive then r.name end as requester_name,
      case when not t.is_sensitive then t.linked_type end as linked_type,
      case when not t.is_sensitive then t.linked_id end as linked_id,
      case when t.is_sensitive then '{}'::text[] else t.tags end as tags,
      t.assigned_franchise_id, t.sla_due_at, t.sla_breached, t.sla_escalation_level, t.response_due_at, t.first_response_at,
      t.created_at, ${updatedAt} as updated_at, t.resolved_at, t.closed_at
    from tickets t left join users owner on owner.id = t.owner_id left join requesters r on r.id = t.requester_id
    where t.id = ${id}::uuid`;
  return ticket ?? null;
}

async function readMessage(ctx: Context, id: unknown): Promise<Message | null> {
  if (typeof id !== "string") return null;
  const [message] = await ctx.tx.$queryRaw<Message[]>`
    select m.id, m.actor_id, m.actor_role, u.name as actor_name, m.message as html, m.message_text as text, m.is_internal_note, m.created_at
    from ticket_messages m left join users u on u.id = m.actor_id where m.id = ${id}::uuid`;
  return message ?? null;
}

/** Without its address: whoever may see the file asks for a link of their own. */
async function readAttachment(ctx: Context, id: unknown): Promise<Attachment | null> {
  if (typeof id !== "string") return null;
  const [attachment] = await ctx.tx.$queryRaw<Attachment[]>`
    select a.id, a.message_id, case when a.is_sensitive then 'Sensitive file' else a.file_name end as file_name, a.file_type,
      a.file_size_bytes::float8 as file_size_bytes, a.is_internal, a.is_sensitive, a.created_at, a.deleted_at
    from ticket_attachments a where a.id = ${id}::uuid`;
  return attachment ?? null;
}

async function readActor(ctx: Context, id: unknown, role: unknown) {
  const [person] =
    typeof id === "string"
      ? await ctx.tx.$queryRaw<{ name: string }[]>`select name from users where id = ${id}::uuid`
      : [];
  return {
    id: typeof id === "string" ? id : null,
    role: typeof role === "string" ? role : "system",
    name: person?.name ?? null,
  };
}
