import type { Context } from "@/lib/platform/organization";
import { systemActor } from "@/lib/platform/organization";
import { requesterRoles } from "@/lib/platform/permissions";
import { seesTicket } from "@/lib/tickets/live-policy";
import type { Person } from "./audience";
import type { WatcherFlags } from "./choose-channels";
import { defaultPreferences, type Preferences } from "./schema";
import { preferencesColumn, readPreferences } from "./stored-preferences";
import type { TicketEvent } from "./ticket-event";

export type TicketFacts = Parameters<typeof seesTicket>[1] & {
  priority: string;
  created_by_role: string;
  requester_id: string | null;
};

export type Candidate = Person & {
  time_zone: string;
  watching: WatcherFlags | null;
  /** Allowed a browser to show notices. */
  has_browser: boolean;
  preferences: Preferences;
};

type UserRow = {
  id: string;
  role: string;
  franchise_id: string | null;
  is_active: boolean;
  time_zone: string;
  watching: WatcherFlags | null;
  has_browser: boolean;
  preferences: unknown;
};

export async function loadTicketFacts(ctx: Context, ticketId: string): Promise<TicketFacts | null> {
  const [row] = await ctx.tx.$queryRaw<TicketFacts[]>`
    select t.id, t.priority, t.created_by_id, t.created_by_role, t.requester_id, r.user_id as requester_user_id, t.owner_id,
      t.owner_role, t.assigned_franchise_id, t.linked_type, t.tags,
      array(select w.user_id from ticket_watchers w where w.ticket_id = t.id) as watcher_ids
    from tickets t left join requesters r on r.id = t.requester_id where t.id = ${ticketId}::uuid`;
  return row ?? null;
}

/** Whoever an event might concern; `judge` decides. */
export async function loadPeople(
  ctx: Context,
  event: TicketEvent,
  ticket: TicketFacts,
): Promise<Candidate[]> {
  const role = roleToTell(event, ticket);
  // Whoever got the ticket since hears of that by its own event.
  const owner = event.name === "ticket.created" ? event.owner_id : (event.owner_id ?? ticket.owner_id);
  const owners = [owner, event.old_owner_id];
  const requesterUsers = [
    ticket.requester_user_id,
    (requesterRoles as readonly string[]).includes(ticket.created_by_role) ? ticket.created_by_id : null,
  ];
  const isAboutWatching = event.name === "ticket.watched";
  const watchers = isAboutWatching ? [event.user_id] : ticket.watcher_ids;
  const ids = [...owners, ...requesterUsers, ...watchers, ...event.mentions].filter(Boolean) as string[];
  const users = await readUsers(ctx, ids, role, event.ticket_id);
  const people = users.map(
    (user): Candidate => ({
      user_id: user.id,
      requester_id: null,
      role: user.role,
      is_active: user.is_active,
      sees_ticket: seesTicket(
        {
          ...systemActor(ctx.organizationId),
          userId: user.id,
          role: user.role,
          franchiseId: user.franchise_id,
        },
        ticket,
      ),
      is_owner: owners.includes(user.id),
      is_mentioned: event.mentions.includes(user.id),
      is_in_role: user.role === role,
      is_watcher: watchers.includes(user.id),
      is_requester: requesterUsers.includes(user.id),
      time_zone: user.time_zone,
      watching: user.watching,
      has_browser: user.has_browser,
      preferences: readPreferences(user.preferences),
    }),
  );
  return [...people, ...(await readContact(ctx, ticket))];
}

/** The queue it waits in while nobody owns it, or the role it was just escalated to. */
function roleToTell(event: TicketEvent, ticket: TicketFacts): string | null {
  if (event.name === "ticket.auto_escalated") return event.new_role ?? null;
  if (event.name === "ticket.escalated") return ticket.owner_id ? null : ticket.owner_role;
  const isClock = event.name === "ticket.sla_near_breach" || event.name === "ticket.sla_breached";
  return isClock && !event.owner_id ? (event.owner_role ?? null) : null;
}

async function readUsers(
  ctx: Context,
  ids: string[],
  role: string | null,
  ticketId: string,
): Promise<UserRow[]> {
  return ctx.tx.$queryRaw<UserRow[]>`
    select u.id, u.role, u.franchise_id, u.deactivated_at is null as is_active, coalesce(u.time_zone, o.time_zone) as time_zone,
      case when w.id is not null then jsonb_build_object('notify_email', w.notify_email, 'notify_push', w.notify_push,
        'notify_sms', w.notify_sms) end as watching,
      exists (select from push_subscriptions s where s.user_id = u.id) as has_browser, ${preferencesColumn} as preferences
    from users u join organizations o on o.id = u.organization_id
    left join notification_preferences p on p.user_id = u.id
    left join ticket_watchers w on w.user_id = u.id and w.ticket_id = ${ticketId}::uuid
    where u.id = any (${ids}::uuid[]) or (u.role = ${role} and u.deactivated_at is null)
    order by u.id`;
}

/** The requester, where they have an address but no account. */
async function readContact(ctx: Context, ticket: TicketFacts): Promise<Candidate[]> {
  const rows = await ctx.tx.$queryRaw<{ id: string; time_zone: string }[]>`
    select r.id, o.time_zone
    from requesters r join organizations o on o.id = r.organization_id
    where r.id = ${ticket.requester_id}::uuid and r.user_id is null and r.email is not null`;
  return rows.map((row) => ({
    user_id: null,
    requester_id: row.id,
    role: null,
    is_active: true,
    sees_ticket: true,
    is_owner: false,
    is_mentioned: false,
    is_in_role: false,
    is_watcher: false,
    is_requester: true,
    time_zone: row.time_zone,
    watching: null,
    has_browser: false,
    preferences: defaultPreferences,
  }));
}
