import { type Actor, systemActor, withOrganization } from "@/lib/platform/organization";
import { isStaff } from "@/lib/platform/permissions";
import type { Judge, LivePolicy } from "@/lib/platform/realtime/live-policy";
import type { ChangeEvent } from "@/lib/platform/realtime/protocol";
import { isPaymentTicket, seesAllTickets, visibleTickets } from "./access";

type Facts = {
  id: string;
  created_by_id: string | null;
  requester_user_id: string | null;
  owner_id: string | null;
  owner_role: string | null;
  assigned_franchise_id: string | null;
  linked_type: string | null;
  tags: string[];
  watcher_ids: string[];
};

// More than a page shows: its rows are read again at once instead of one by one.
const ticketsToldApart = 100;
const somethingChanged: ChangeEvent = { name: "tickets.changed", data: {}, actor_id: null };

/** What may be told of a change. Words, such as a reason, may concern a sensitive ticket and stay out. */
const toldFields = [
  "ticket_id",
  "target_id",
  "number",
  "fields",
  "owner_id",
  "owner_role",
  "user_id",
  "from",
  "to",
];

/** What the desk does among itself; a requester must not even hear when. */
const deskOnly = [
  "ticket.note_added",
  "ticket.internal_file_added",
  "ticket.internal_file_changed",
  "ticket.internal_file_deleted",
  "ticket.watched",
  "ticket.unwatched",
];

/** After these a ticket may have left someone's sight: they hear that something changed, not what. */
const mayHide = [
  "ticket.assigned",
  "ticket.escalated",
  "ticket.auto_escalated",
  "ticket.status_changed",
  "ticket.unwatched",
  "ticket.updated",
  "ticket.merged",
  "ticket.merge_undone",
];

/** Who hears of which ticket: those who may see it. Read once for all listeners, however many they are. */
export const ticketLivePolicy: LivePolicy = {
  covers: (name) => name.startsWith("ticket.") || name === "tickets.changed",
  judge: async (organizationId, changes) => {
    const events = gather(changes);
    const facts = await readFacts(organizationId, events);
    return (actor) => tell(actor, events, facts);
  },
};

export async function mayLookAtTicket(actor: Actor, ticketId: string): Promise<boolean> {
  if (seesAllTickets(actor)) return true;
  const rows = await withOrganization(
    actor,
    (ctx) =>
      ctx.tx
        .$queryRaw`select from tickets t where t.id = ${ticketId}::uuid and ${visibleTickets(ctx.actor)}` as Promise<
        unknown[]
      >,
  );
  return rows.length > 0;
}

/** The rule of `visibleTickets` for one ticket that has been read; a test holds the two together. */
export function seesTicket(actor: Actor, facts: Facts): boolean {
  if (seesAllTickets(actor)) return true;
  const { userId } = actor;
  if (userId === null) return false;
  if (facts.created_by_id === userId || facts.requester_user_id === userId) return true;
  if (!isStaff(actor.role)) return false;
  if (facts.owner_id === userId || facts.watcher_ids.includes(userId)) return true;
  if (actor.role === "franchise_agent")
    return facts.assigned_franchise_id !== null && facts.assigned_franchise_id === actor.franchiseId;
  if (facts.owner_id === null && facts.owner_role === actor.role) return true;
  return actor.role === "finance" && isPaymentTicket(facts);
}

/** Changes of very many tickets at once, as a bulk operation makes them, are one sweeping change. */
function gather(changes: readonly ChangeEvent[]): ChangeEvent[] {
  const events = changes.map(({ name, data, actor_id }) => ({
    name,
    data: Object.fromEntries(Object.entries(data).filter(([field]) => toldFields.includes(field))),
    actor_id,
  }));
  return ticketIds(events).length > ticketsToldApart ? [somethingChanged] : events;
}

function ticketIds(events: readonly ChangeEvent[]): string[] {
  return [...new Set(events.map(({ data }) => data.ticket_id))].filter((id) => typeof id === "string");
}

async function readFacts(organizationId: string, events: ChangeEvent[]): Promise<Map<string, Facts>> {
  const ids = ticketIds(events);
  if (ids.length === 0) return new Map();
  const rows = await withOrganization(
    systemActor(organizationId),
    (ctx) => ctx.tx.$queryRaw<Facts[]>`
      select t.id, t.created_by_id, r.user_id as requester_user_id, t.owner_id, t.owner_role, t.assigned_franchise_id,
        t.linked_type, t.tags, array(select w.user_id from ticket_watchers w where w.ticket_id = t.id) as watcher_ids
      from tickets t left join requesters r on r.id = t.requester_id where t.id = any (${ids}::uuid[])`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function tell(actor: Actor, events: ChangeEvent[], facts: Map<string, Facts>): ReturnType<Judge> {
  if (seesAllTickets(actor)) return events;
  const isKnown = ({ name, data }: ChangeEvent) => {
    const ticket = facts.get(String(data.ticket_id));
    return name === "tickets.changed" || (ticket !== undefined && seesTicket(actor, ticket));
  };
  if (!isStaff(actor.role)) return events.filter(isKnown).flatMap((event) => tellRequester(actor, event));
  const hasHidden = events.some((event) => mayHide.includes(event.name) && !isKnown(event));
  return hasHidden ? [...events.filter(isKnown), somethingChanged] : events.filter(isKnown);
}

/** Requesters hear that their own tickets changed, not by whom or how. */
function tellRequester(actor: Actor, { name, data, actor_id }: ChangeEvent): ChangeEvent[] {
  if (deskOnly.includes(name)) return [];
  if (name === "tickets.changed") return [somethingChanged];
  return [
    { name, data: { ticket_id: data.ticket_id }, actor_id: actor_id === actor.userId ? actor_id : null },
  ];
}
