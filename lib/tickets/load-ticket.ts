import { prepared, sql } from "@/lib/platform/database/sql";
import { AppError, notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { isWithheld, type TicketFacts, visibleTickets, whyNot, whyNotInState } from "./access";
import type { TicketAction } from "./schema";
import { mirrorOf } from "./ticket-columns";

export type LoadedTicket = TicketFacts & {
  id: string;
  number: number;
  title: string;
  priority: string;
  requester_id: string | null;
  version: number;
  is_sensitive: boolean;
  is_withheld: boolean;
};

type LoadOptions = { lock?: boolean; allowWithheld?: boolean };

/** The visible ticket or 404; a sensitive one without a stated reason is 403 `reason_required`. */
export async function loadTicket(ctx: Context, id: string, options: LoadOptions = {}): Promise<LoadedTicket> {
  const lock = options.lock ? sql`for no key update of t` : sql``;
  const [ticket] = await ctx.tx.$queryRaw<LoadedTicket[]>(prepared`
    select ${loadedColumns(ctx)} from tickets t where t.id = ${id}::uuid and ${visibleTickets(ctx.actor)} ${lock}`);
  if (!ticket) throw notFound("ticket");
  if (ticket.is_withheld && !options.allowWithheld) throw withheld(ticket);
  return ticket;
}

/** The visible ones of many tickets, locked in the order of their ids; withheld ones are the caller's to refuse. */
export async function loadTickets(
  ctx: Context,
  ids: readonly string[],
  options: { lock?: boolean } = {},
): Promise<Map<string, LoadedTicket>> {
  const lock = options.lock ? sql`for no key update of t` : sql``;
  const tickets = await ctx.tx.$queryRaw<LoadedTicket[]>`
    select ${loadedColumns(ctx)} from tickets t where t.id = any (${ids}::uuid[]) and ${visibleTickets(ctx.actor)}
    order by t.id ${lock}`;
  return new Map(tickets.map((ticket) => [ticket.id, ticket]));
}

export function withheld(ticket: LoadedTicket): AppError {
  return new AppError(
    "reason_required",
    "This ticket is sensitive. State why you need to open it; the reason is recorded.",
    { ticket_id: ticket.id, number: ticket.number },
  );
}

function loadedColumns(ctx: Context) {
  return sql`t.id, t.number, t.title, t.priority, t.requester_id, t.version, t.is_sensitive, t.status, t.owner_id, t.owner_role,
    t.created_by_id, t.linked_type, t.tags, t.archived, t.merged_into_id, ${mirrorOf} as mirror, ${isWithheld(ctx.actor)} as is_withheld`;
}

/** Loads for a change: the row stays locked until the transaction ends, and a refusal says why. */
export async function loadTicketFor(
  ctx: Context,
  action: TicketAction,
  id: string,
  version?: number,
): Promise<LoadedTicket> {
  const ticket = await loadTicket(ctx, id, { lock: true });
  refuseUnless(ctx, action, ticket);
  if (version !== undefined && version !== ticket.version) throw staleVersion(ticket.version, {});
  return ticket;
}

export function refuseUnless(ctx: Context, action: TicketAction, ticket: TicketFacts): void {
  const refusal = whyNot(ctx.actor, action, ticket);
  if (refusal)
    throw new AppError(refusal === whyNotInState(action, ticket) ? "conflict" : "forbidden", refusal);
}

export function staleVersion(
  current: number,
  differing: Record<string, { yours: unknown; current: unknown }>,
): AppError {
  return new AppError(
    "conflict",
    "This ticket changed since you opened it. Look at the differing fields and send the current version.",
    {
      current_version: current,
      differing_fields: differing,
    },
  );
}
