import { AppError, invalidField } from "@/lib/platform/errors";
import { type Context, giveReason } from "@/lib/platform/organization";
import { requesterRoles } from "@/lib/platform/permissions";
import { cleanHtml, plainText } from "@/lib/platform/rich-text";
import { whyNot } from "./access";
import { readDetail } from "./get-ticket";
import { type LoadedTicket, loadTicket, refuseUnless } from "./load-ticket";
import type { MergeTicketInput, TicketDetail } from "./schema";

type Moved = { messages: string[]; attachments: string[] };

/**
 * Closes a ticket into another one and answers with that one. Conversation and files move along when both are the
 * same requester's; otherwise they stay, so that nobody reads what a stranger wrote.
 */
export async function mergeTickets(
  ctx: Context,
  sourceId: string,
  input: MergeTicketInput,
): Promise<{ data: TicketDetail }> {
  await loadTicket(ctx, sourceId);
  const targetId = await findTarget(ctx, input);
  const { source, target } = await loadPair(ctx, sourceId, targetId);
  await applyMerge(ctx, source, target, input.reason);
  return { data: await readDetail(ctx, targetId) };
}

/** The merge itself, for verbs that loaded both tickets already. */
export async function applyMerge(
  ctx: Context,
  source: LoadedTicket,
  target: LoadedTicket,
  reason: string,
): Promise<string> {
  checkMerge(ctx, source, target);
  await refuseChain(ctx, source);
  await giveReason(ctx, reason);
  const isSameRequester = await hasSameReaders(ctx, source.id, target.id);
  await noteOnTarget(ctx, source, target, reason, isSameRequester);
  const moved = isSameRequester
    ? await moveConversation(ctx, source.id, target.id)
    : { messages: [], attachments: [] };
  const watchers = await uniteWatchers(ctx, source.id, target.id);
  const mergeId = await recordMerge(ctx, source.id, target.id, reason, moved, watchers);
  await closeSource(ctx, source.id, target.id);
  const detail = { merge_id: mergeId, reason, moved_messages: moved.messages.length };
  await ctx.audit("MERGED", source.id, { ...detail, into_id: target.id, into_number: target.number });
  await ctx.audit("MERGED", target.id, { ...detail, from_id: source.id, from_number: source.number });
  ctx.emit("ticket.merged", { ticket_id: source.id, target_id: target.id });
  return mergeId;
}

async function findTarget(ctx: Context, input: MergeTicketInput): Promise<string> {
  if (input.target_id) return input.target_id;
  const target = await ctx.tx.ticket.findFirst({
    where: { number: input.target_number },
    select: { id: true },
  });
  if (!target) throw invalidField("target_number", `There is no ticket #${input.target_number}.`);
  return target.id;
}

/** Locks in the order of their ids, so that two merges of the same pair cannot wait for each other. */
async function loadPair(ctx: Context, sourceId: string, targetId: string) {
  if (sourceId === targetId) throw invalidField("target_id", "A ticket cannot be merged into itself.");
  const loaded = new Map<string, LoadedTicket>();
  for (const id of [sourceId, targetId].sort()) loaded.set(id, await loadTicket(ctx, id, { lock: true }));
  const [source, target] = [loaded.get(sourceId), loaded.get(targetId)];
  if (!source || !target) throw new Error("Both tickets were loaded a line above.");
  return { source, target };
}

/** Refuses a pair that must not become one; chains are refused by the merge itself. */
export function checkMerge(ctx: Context, source: LoadedTicket, target: LoadedTicket): void {
  if (source.id === target.id) throw invalidField("target_id", "A ticket cannot be merged into itself.");
  refuseUnless(ctx, "merge", source);
  const refusal = whyNot(ctx.actor, "merge", target);
  if (refusal) throw new AppError("conflict", `Ticket #${target.number} cannot take it in: ${refusal}`);
  if (source.is_sensitive && !target.is_sensitive)
    throw new AppError(
      "conflict",
      `Ticket #${source.number} is sensitive and #${target.number} is not. Mark #${target.number} as sensitive first.`,
    );
}

async function refuseChain(ctx: Context, source: LoadedTicket): Promise<void> {
  const merged = await ctx.tx.ticket.findFirst({
    where: { merged_into_id: source.id },
    select: { number: true },
  });
  if (merged)
    throw new AppError(
      "conflict",
      `Ticket #${merged.number} was merged into #${source.number}. Undo that merge first, or merge the other way round.`,
    );
}

/** Whether every requester who can read the target could read the source as well. */
async function hasSameReaders(ctx: Context, sourceId: string, targetId: string): Promise<boolean> {
  const [answer] = await ctx.tx.$queryRaw<{ is_same: boolean }[]>`
    with reader as (
      select t.id as ticket_id, t.requester_id::text as who from tickets t
        where t.id in (${sourceId}::uuid, ${targetId}::uuid) and t.requester_id is not null
      union
      select t.id, coalesce(r.id, t.created_by_id)::text from tickets t left join requesters r on r.user_id = t.created_by_id
        where t.id in (${sourceId}::uuid, ${targetId}::uuid) and t.created_by_role = any (${[...requesterRoles]}::text[])
    )
    select not exists (select who from reader where ticket_id = ${targetId}::uuid
      except select who from reader where ticket_id = ${sourceId}::uuid) as is_same`;
  return answer?.is_same ?? false;
}

async function noteOnTarget(
  ctx: Context,
  source: LoadedTicket,
  target: LoadedTicket,
  reason: string,
  isSameRequester: boolean,
): Promise<void> {
  const { description } = await ctx.tx.ticket.findUniqueOrThrow({
    where: { id: source.id },
    select: { description: true },
  });
  const conversation = isSameRequester
    ? "Its conversation was moved here."
    : "Its conversation stayed there, because another requester reads along here.";
  const message = cleanHtml(
    `Merged from #${source.number}: ${source.title}\n${reason}\n${conversation}\n\n${description}`,
  );
  await ctx.tx.$executeRaw`
    insert into ticket_messages (ticket_id, actor_id, actor_role, message, message_text, is_internal_note)
    values (${target.id}::uuid, ${ctx.actor.userId}::uuid, ${ctx.actor.role}, ${message}, ${plainText(message)}, true)`;
}

async function moveConversation(ctx: Context, sourceId: string, targetId: string): Promise<Moved> {
  // A message both copies of a synced ticket hold under one external id is there already.
  const messages = await ctx.tx.$queryRaw<{ id: string }[]>`
    update ticket_messages m set ticket_id = ${targetId}::uuid
    where m.ticket_id = ${sourceId}::uuid and not exists (select from ticket_messages x
      where x.ticket_id = ${targetId}::uuid and x.external_id = m.external_id)
    returning m.id`;
  const attachments = await ctx.tx.$queryRaw<{ id: string }[]>`
    update ticket_attachments set ticket_id = ${targetId}::uuid where ticket_id = ${sourceId}::uuid returning id`;
  await ctx.tx.$queryRaw`select reindex_tickets(array[${sourceId}, ${targetId}]::uuid[])::text`;
  return { messages: messages.map((row) => row.id), attachments: attachments.map((row) => row.id) };
}

async function uniteWatchers(ctx: Context, sourceId: string, targetId: string): Promise<string[]> {
  const added = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into ticket_watchers (ticket_id, user_id, notify_email, notify_push, notify_sms)
    select ${targetId}::uuid, user_id, notify_email, notify_push, notify_sms from ticket_watchers
    where ticket_id = ${sourceId}::uuid on conflict do nothing returning id`;
  return added.map((row) => row.id);
}

async function recordMerge(
  ctx: Context,
  sourceId: string,
  targetId: string,
  reason: string,
  moved: Moved,
  watchers: string[],
): Promise<string> {
  const [merge] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into ticket_merges (source_id, target_id, merged_by_id, reason, moved_message_ids, moved_attachment_ids,
      added_watcher_ids, source_before)
    select t.id, ${targetId}::uuid, ${ctx.actor.userId}::uuid, ${reason}, ${moved.messages}::uuid[],
      ${moved.attachments}::uuid[], ${watchers}::uuid[],
      jsonb_build_object('status', t.status, 'closed_at', t.closed_at, 'escalated_from', t.escalated_from)
    from tickets t where t.id = ${sourceId}::uuid returning id`;
  if (!merge) throw new Error("The merge was not stored.");
  return merge.id;
}

async function closeSource(ctx: Context, sourceId: string, targetId: string): Promise<void> {
  await ctx.tx.$queryRaw`select set_config('app.ticket_override', 'merge', true)`;
  await ctx.tx.$executeRaw`
    update tickets set status = 'CLOSED', closed_at = app_now(), escalated_from = null, merged_into_id = ${targetId}::uuid
    where id = ${sourceId}::uuid`;
  await ctx.tx.$queryRaw`select set_config('app.ticket_override', '', true)`;
}
