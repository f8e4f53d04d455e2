import { prepared } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { seesInternalNotes, type TicketFacts, visibleTickets, whyNot, whyNotMirrored } from "./access";
import { loadTicket } from "./load-ticket";
import { type TicketDetail, type TicketRow, ticketActions } from "./schema";
import { allowedMoves, moveRequirement, type TicketStatus, ticketStatuses } from "./status";
import { forReader, mirrorOf, rowColumns } from "./ticket-columns";

type Related = { id: string; number: number; title: string; status: TicketStatus };
type DetailRow = Omit<TicketDetail, "moves" | "refusals" | "requester" | "franchise" | "linked_entity"> &
  Pick<TicketDetail, "requester" | "franchise" | "linked_entity"> &
  TicketRow & { public_updated_at: Date };

/** One ticket with the names it refers to and what the actor may do with it. */
export async function getTicket(ctx: Context, id: string): Promise<{ data: TicketDetail }> {
  await loadTicket(ctx, id);
  return { data: await readDetail(ctx, id) };
}

/** For verbs that already loaded and checked the ticket: its detail after their change. */
export async function readDetail(ctx: Context, id: string): Promise<TicketDetail> {
  const [row] = await ctx.tx.$queryRaw<DetailRow[]>(prepared`
    select ${rowColumns}, false as is_withheld, t.description, t.sla_due_is_manual, t.sla_due_reason, t.escalated_from, t.resolution_summary, t.merged_into_id, ${mirrorOf} as mirror,
      creator.name as created_by_name,
      case when r.id is not null then jsonb_build_object('id', r.id, 'name', r.name, 'email', r.email, 'phone', r.phone, 'company_name', c.name) end as requester,
      case when f.id is not null then jsonb_build_object('id', f.id, 'code', f.code, 'name', f.name) end as franchise,
      case when e.id is not null and ${seesInternalNotes(ctx.actor)} then jsonb_build_object('type', e.type, 'entity_id', e.entity_id, 'label', e.label, 'detail', e.detail, 'url', e.url) end as linked_entity,
      (select count(*)::int from ticket_watchers w where w.ticket_id = t.id) as watcher_count,
      exists (select from ticket_watchers w where w.ticket_id = t.id and w.user_id = ${ctx.actor.userId}::uuid) as is_watching
    from tickets t
      left join users owner on owner.id = t.owner_id left join users creator on creator.id = t.created_by_id
      left join requesters r on r.id = t.requester_id left join companies c on c.id = r.company_id
      left join franchises f on f.id = t.assigned_franchise_id
      left join linked_entities e on e.type = t.linked_type and e.entity_id = t.linked_id
    where t.id = ${id}::uuid`);
  if (!row) throw new Error(`Ticket ${id} vanished inside its own transaction.`);
  const related = await readRelated(ctx, id);
  const permissions = permissionsOf(ctx, row as unknown as TicketFacts);
  // Where the desk keeps the ticket is no business of its requester.
  const mirror = seesInternalNotes(ctx.actor) ? row.mirror : null;
  return { ...forReader(ctx.actor, row), mirror, ...related, ...permissions };
}

/** Merges and follow-ups the actor may see, in one query. */
async function readRelated(ctx: Context, id: string) {
  const rows = await ctx.tx.$queryRaw<(Related & { relation: string })[]>(prepared`
    select t.id, t.number, case when t.is_sensitive then 'Sensitive ticket' else t.title end as title, t.status,
      case when t.merged_into_id = ${id}::uuid then 'merged' when t.follow_up_of_id = ${id}::uuid then 'follow_up'
        when t.id = x.merged_into_id then 'merged_into' else 'follow_up_of' end as relation
    from tickets x join tickets t on t.merged_into_id = x.id or t.follow_up_of_id = x.id or t.id = x.merged_into_id or t.id = x.follow_up_of_id
    where x.id = ${id}::uuid and ${visibleTickets(ctx.actor)} order by t.number limit 100`);
  const pick = (relation: string) =>
    rows.filter((row) => row.relation === relation).map(({ relation: _, ...ticket }) => ticket);
  return {
    merged_into: pick("merged_into")[0] ?? null,
    follow_up_of: pick("follow_up_of")[0] ?? null,
    follow_ups: pick("follow_up"),
    merged_tickets: pick("merged"),
  };
}

function permissionsOf(ctx: Context, ticket: TicketFacts): Pick<TicketDetail, "moves" | "refusals"> {
  const refusals = Object.fromEntries(
    ticketActions.map((action) => [action, whyNot(ctx.actor, action, ticket)]),
  ) as TicketDetail["refusals"];
  const moves = ticketStatuses
    .filter((to) => to !== ticket.status)
    .map((to) => ({
      to,
      refused_because: whyNotMove(ticket, to, refusals),
      requires: [...moveRequirement(ticket.status, to).requires],
    }));
  return { moves, refusals };
}

function whyNotMove(
  ticket: TicketFacts,
  to: TicketStatus,
  refusals: TicketDetail["refusals"],
): string | null {
  const from = ticket.status;
  const owned = whyNotMirrored("status", ticket);
  if (owned) return owned;
  if (!allowedMoves(from).includes(to)) {
    const allowed = allowedMoves(from).map((status) => status.toLowerCase().replaceAll("_", " "));
    return allowed.length === 0
      ? "A closed ticket is final."
      : `From here a ticket goes to ${allowed.join(", ")}.`;
  }
  const action = moveRequirement(from, to).permission.replace(
    "tickets:",
    "",
  ) as keyof TicketDetail["refusals"];
  return refusals[action] ?? null;
}
