-- One row for everything one person, or one contact without an account, is told: unique per event, so that a repeated
-- event tells nobody twice. Words are never stored here; they are read when shown, by who may see what then.
create table notifications (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  event_id text not null check (length(event_id) between 1 and 200),
  kind text not null check (kind in ('created', 'assigned', 'mentioned', 'replied', 'noted', 'status_changed', 'changed',
    'escalated', 'near_breach', 'breached', 'merged', 'watching')),
  reason text not null check (reason in ('mentioned', 'owner', 'role', 'watcher', 'requester')),
  user_id uuid,
  requester_id uuid,
  ticket_id uuid not null,
  message_id uuid,
  actor_id uuid,
  -- Whether whoever filed the ticket may know of it; false for everything the desk does among itself.
  is_public boolean not null,
  in_bell boolean not null,
  detail jsonb not null default '{}',
  created_at timestamptz(3) not null default app_now(),
  read_at timestamptz(3),
  check (num_nonnulls(user_id, requester_id) = 1),
  check (requester_id is null or (is_public and not in_bell)),
  unique (organization_id, id),
  unique nulls not distinct (organization_id, event_id, user_id, requester_id),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete restrict,
  foreign key (organization_id, requester_id) references requesters (organization_id, id) on delete restrict,
  foreign key (organization_id, ticket_id) references tickets (organization_id, id) on delete restrict
);
create index notifications_bell on notifications (organization_id, user_id, id desc) where in_bell;
create index notifications_unread on notifications (organization_id, user_id, ticket_id) where in_bell and read_at is null;
create index notifications_ticket on notifications (organization_id, ticket_id);
create index notifications_age on notifications (organization_id, created_at);

-- One row for each channel a notification takes besides the bell. A delivery is tried until it is sent, skipped (there
-- is nothing to send any more) or failed for good; `claimed_by` keeps two servers from sending it at once.
create table notification_deliveries (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  notification_id uuid not null,
  channel text not null check (channel in ('email', 'push', 'sms')),
  status text not null default 'pending' check (status in ('pending', 'sent', 'skipped', 'failed')),
  -- Waits for the person's next summary instead of going out alone.
  in_digest boolean not null default false,
  due_at timestamptz(3) not null default app_now(),
  -- Since when an event asking for it is under way.
  released_at timestamptz(3),
  claimed_by text,
  claimed_at timestamptz(3),
  attempts integer not null default 0,
  last_error text check (length(last_error) <= 500),
  -- What took it: an e-mail's Message-ID, a provider's id.
  receipt text check (length(receipt) <= 500),
  finished_at timestamptz(3),
  created_at timestamptz(3) not null default app_now(),
  primary key (organization_id, notification_id, channel),
  foreign key (organization_id, notification_id) references notifications (organization_id, id) on delete cascade
);
create index notification_deliveries_due on notification_deliveries (due_at) where status = 'pending';
create index notification_deliveries_recent on notification_deliveries (organization_id, channel, created_at);

-- How a person wants to hear of what; what is not said here follows the defaults in lib/notifications/schema.ts.
create table notification_preferences (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  user_id uuid not null,
  choices jsonb not null default '{}',
  digest text not null default 'off' check (digest in ('off', 'hourly', 'daily')),
  digest_at time not null default '08:00',
  quiet_from time,
  quiet_until time,
  quiet_lets_critical_through boolean not null default true,
  updated_at timestamptz(3) not null default app_now(),
  primary key (organization_id, user_id),
  check ((quiet_from is null) = (quiet_until is null)),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete restrict
);

-- Whoever followed the unsubscribe link of an e-mail: for one ticket, or for all.
create table mail_optouts (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  user_id uuid,
  requester_id uuid,
  ticket_id uuid,
  created_at timestamptz(3) not null default app_now(),
  check (num_nonnulls(user_id, requester_id) = 1),
  unique (organization_id, id),
  unique nulls not distinct (organization_id, user_id, requester_id, ticket_id),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete restrict,
  foreign key (organization_id, requester_id) references requesters (organization_id, id) on delete restrict,
  foreign key (organization_id, ticket_id) references tickets (organization_id, id) on delete restrict
);

-- Every e-mail that was tried, for the mail page; the words of those written to the outbox folder are in their file.
create table mails (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  id text not null check (length(id) <= 200),
  to_address text not null,
  subject text not null,
  user_id uuid,
  requester_id uuid,
  ticket_id uuid,
  notification_count integer not null default 1,
  status text not null check (status in ('waiting', 'sent', 'failed')),
  attempts integer not null default 1,
  last_error text check (length(last_error) <= 500),
  file_name text,
  created_at timestamptz(3) not null default app_now(),
  updated_at timestamptz(3) not null default app_now(),
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete restrict,
  foreign key (organization_id, requester_id) references requesters (organization_id, id) on delete restrict,
  foreign key (organization_id, ticket_id) references tickets (organization_id, id) on delete restrict
);
create index mails_created on mails (organization_id, created_at desc, id desc);

select protect_organization_table('notifications');
select protect_organization_table('notification_deliveries');
select protect_organization_table('notification_preferences');
select protect_organization_table('mail_optouts');
select protect_organization_table('mails');
grant select, insert, update, delete on notifications, notification_deliveries, notification_preferences, mail_optouts, mails
  to docket_app;

-- So that the minute's sweep opens a transaction only where something waits.
create function organizations_with_due_deliveries(moment timestamptz) returns setof uuid
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform refuse_organization();
  perform set_config('app.maintenance', 'on', true);
  return query select distinct d.organization_id from notification_deliveries d
    where d.status = 'pending' and d.due_at <= moment
      and (d.released_at is null or d.released_at < moment - interval '10 minutes');
  perform set_config('app.maintenance', '', true);
end
$$;
revoke all on function organizations_with_due_deliveries(timestamptz) from public;
grant execute on function organizations_with_due_deliveries(timestamptz) to docket_app;
