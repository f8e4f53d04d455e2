import type { Context } from "@/lib/platform/organization";
import { dueEvent } from "./events";
import { type Candidate, loadPeople, loadTicketFacts } from "./load-people";
import { type PlannedNotification, planNotifications } from "./plan-notifications";
import { detailOf, happeningOf, readTicketEvent, type TicketEvent } from "./ticket-event";
import { summaryWindowMinutes } from "./when-to-send";

type Stored = { id: string; user_id: string | null; requester_id: string | null };

/**
 * Writes what one event tells whom. The same event again writes nothing more, so it may be delivered any number of
 * times. Answers how many people it newly told.
 */
export async function notifyAboutTicket(
  ctx: Context,
  given: { id: string; name: string; data: unknown },
): Promise<number> {
  const event = readTicketEvent(given);
  const ticket = await loadTicketFacts(ctx, event.ticket_id);
  if (!ticket) return 0;
  const people = await loadPeople(ctx, event, ticket);
  const planned = planNotifications(happeningOf(event), people, {
    now: ctx.now,
    isCritical: ticket.priority === "CRITICAL",
    recentMails: await countRecentMails(ctx, people),
  });
  if (planned.length === 0) return 0;
  const stored = await storeNotifications(ctx, event, planned);
  await storeDeliveries(ctx, stored, planned);
  for (const { user_id } of stored.filter((row) => planOf(planned, row)?.in_bell))
    ctx.emit("notification.created", { user_id, ticket_id: event.ticket_id });
  for (const row of stored)
    for (const delivery of planOf(planned, row)?.deliveries ?? [])
      if (isDueNow(ctx, delivery)) ctx.emit(dueEvent[delivery.channel], { notification_id: row.id });
  return stored.length;
}

/** Up to a hundred each, which is a flood by any measure. */
async function countRecentMails(ctx: Context, people: Candidate[]): Promise<Map<string, number>> {
  const ids = people.map(({ user_id, requester_id }) => user_id ?? requester_id);
  // Materialized: in a flood the planner's figures are of before it, and it would look the same up once a delivery.
  const rows = await ctx.tx.$queryRaw<{ recipient: string; count: number }[]>`
    with recent as materialized (
      select p.id as recipient, newest.id from unnest(${ids}::uuid[]) p (id)
      cross join lateral (select n.id from notifications n
        where coalesce(n.user_id, n.requester_id) = p.id
          and n.created_at > app_now() - make_interval(mins => ${summaryWindowMinutes}::int)
        order by n.id desc limit 100) newest)
    select recent.recipient::text, count(*)::int as count from recent
    join notification_deliveries d on d.notification_id = recent.id and d.channel = 'email'
    group by 1`;
  return new Map(rows.map(({ recipient, count }) => [recipient, count]));
}

async function storeNotifications(
  ctx: Context,
  event: TicketEvent,
  planned: PlannedNotification[],
): Promise<Stored[]> {
  const rows = planned.map(({ deliveries: _, ...row }) => row);
  return ctx.tx.$queryRaw<Stored[]>`
    insert into notifications (event_id, kind, reason, user_id, requester_id, ticket_id, message_id, actor_id, is_public, in_bell, detail)
    select ${event.id}, r.kind, r.reason, r.user_id, r.requester_id, ${event.ticket_id}::uuid, ${event.message_id ?? null}::uuid,
      ${event.actor_id}::uuid, r.is_public, r.in_bell, ${JSON.stringify(detailOf(event))}::jsonb
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (kind text, reason text, user_id uuid, requester_id uuid, is_public boolean, in_bell boolean)
    on conflict do nothing returning id, user_id, requester_id`;
}

async function storeDeliveries(
  ctx: Context,
  stored: Stored[],
  planned: PlannedNotification[],
): Promise<void> {
  const rows = stored.flatMap((row) =>
    (planOf(planned, row)?.deliveries ?? []).map((delivery) => ({
      ...delivery,
      notification_id: row.id,
      released_at: isDueNow(ctx, delivery) ? ctx.now : null,
    })),
  );
  if (rows.length === 0) return;
  await ctx.tx.$executeRaw`
    insert into notification_deliveries (notification_id, channel, due_at, in_digest, released_at)
    select r.notification_id, r.channel, r.due_at, r.in_digest, r.released_at from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (notification_id uuid, channel text, due_at timestamptz, in_digest boolean, released_at timestamptz)`;
}

function planOf(planned: PlannedNotification[], row: Stored): PlannedNotification | undefined {
  return planned.find((plan) => plan.user_id === row.user_id && plan.requester_id === row.requester_id);
}

function isDueNow(ctx: Context, { due_at, in_digest }: { due_at: Date; in_digest: boolean }): boolean {
  return !in_digest && due_at <= ctx.now;
}
