import type { Context } from "@/lib/platform/organization";
import type { Identified } from "./store-contents";
import { toRecords } from "./to-records";

/**
 * Conversations as they are at the vendor now: new ones added, edited ones changed, those taken away there taken away
 * here. Answers the tickets whose old words must no longer be found.
 */
export async function storeMessages(ctx: Context, stored: readonly Identified[]): Promise<string[]> {
  const read = stored.filter(
    ({ messages, known, detail_checksum }) =>
      messages !== null && (detail_checksum === null || known?.detail_checksum !== detail_checksum),
  );
  if (read.length === 0) return [];
  const rows = read.flatMap(({ ticket_id, messages }) =>
    (messages ?? []).map((message) => ({ ticket_id, ...message })),
  );
  const edited = rows.length > 0 ? await upsert(ctx, toRecords(rows)) : [];
  const known = read.filter((one) => one.known);
  return [...new Set([...edited, ...(await removeOthers(ctx, known))])];
}

/** Conversations are stored in the order they were written, so that the list pages by id within an instant. */
async function upsert(ctx: Context, rows: string): Promise<string[]> {
  const written = await ctx.tx.$queryRaw<{ ticket_id: string; is_edited: boolean }[]>`
    insert into ticket_messages as m (ticket_id, external_id, actor_id, actor_role, message, message_text, is_internal_note, author_name,
      author_external_id, from_email, to_emails, is_incoming, created_at, edited_at)
    select n.ticket_id, n.external_id, n.actor_id, n.actor_role, n.message, n.message_text, n.is_internal_note, n.author_name,
      n.author_external_id, n.from_email, n.to_emails, n.is_incoming, n.created_at, n.edited_at
    from jsonb_to_recordset(${rows}::jsonb) as n(ticket_id uuid, external_id text, actor_id uuid, actor_role text, message text,
      message_text text, is_internal_note boolean, author_name text, author_external_id text, from_email text, to_emails text[],
      is_incoming boolean, created_at timestamptz, edited_at timestamptz)
    order by n.ticket_id, n.created_at, n.external_id
    on conflict (organization_id, ticket_id, external_id) do update set actor_id = coalesce(excluded.actor_id, m.actor_id),
      actor_role = case when excluded.actor_id is null and m.actor_id is not null then m.actor_role else excluded.actor_role end,
      message = excluded.message, message_text = excluded.message_text, is_internal_note = excluded.is_internal_note,
      author_name = excluded.author_name, author_external_id = excluded.author_external_id, from_email = excluded.from_email,
      to_emails = excluded.to_emails, is_incoming = excluded.is_incoming, created_at = excluded.created_at,
      edited_at = excluded.edited_at
    where (m.actor_id, m.actor_role, m.message, m.is_internal_note, m.author_name, m.author_external_id, m.from_email, m.to_emails,
        m.is_incoming, m.created_at, m.edited_at)
      is distinct from (excluded.actor_id, excluded.actor_role, excluded.message, excluded.is_internal_note, excluded.author_name,
        excluded.author_external_id, excluded.from_email, excluded.to_emails, excluded.is_incoming, excluded.created_at, excluded.edited_at)
    returning m.ticket_id, (xmax <> 0) as is_edited`;
  return written.filter(({ is_edited }) => is_edited).map(({ ticket_id }) => ticket_id);
}

/** What Docket's own people wrote here and never sent has no id of the vendor's, and stays. */
async function removeOthers(ctx: Context, read: readonly Identified[]): Promise<string[]> {
  if (read.length === 0) return [];
  const kept = toRecords(
    read.map(({ ticket_id, messages }) => ({
      ticket_id,
      external_ids: (messages ?? []).map(({ external_id }) => external_id),
    })),
  );
  const gone = await ctx.tx.$queryRaw<{ id: string; ticket_id: string; external_id: string }[]>`
    select m.id, m.ticket_id, m.external_id from jsonb_to_recordset(${kept}::jsonb) as n(ticket_id uuid, external_ids text[])
    join ticket_messages m on m.ticket_id = n.ticket_id
    where m.external_id is not null and not m.external_id = any (n.external_ids)`;
  if (gone.length === 0) return [];
  const ids = gone.map(({ id }) => id);
  await ctx.tx
    .$executeRaw`update sync_write_backs set message_id = null where message_id = any (${ids}::uuid[])`;
  await ctx.tx.$executeRaw`delete from ticket_messages where id = any (${ids}::uuid[])`;
  for (const { ticket_id, external_id } of gone)
    await ctx.audit("MESSAGE_REMOVED", ticket_id, { external_id, reason: "It was removed at the vendor." });
  return gone.map(({ ticket_id }) => ticket_id);
}
