-- Who closed what. The truth is ticket_closures: one row each time a ticket became resolved or closed, for the agent it had
-- at that moment; nothing is ever deleted from it, so that the figures of any earlier instant can be told again. The tables
-- below it are counted from it, in the organization's zone, by lib/closures/recount-closures.ts.
create table ticket_closures (
  id uuid not null default new_id() primary key,
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  ticket_id uuid not null,
  -- The number people know the ticket by: the external desk's, or ours.
  ticket_number text not null,
  -- Of an agent of an external desk only their id there is kept: whom it stands for may be said later, and corrected.
  user_id uuid,
  freshworks_user_id bigint,
  -- The queue's role, or group:<id> of the external desk's group.
  team text,
  closed_at timestamptz(3) not null,
  source text not null check (source in ('native', 'sync', 'import')),
  seen_at timestamptz(3) not null,
  -- Since when it does not count any more: the ticket was reopened, or the closure corrected by a later row.
  void_at timestamptz(3),
  void_reason text check (void_reason in ('reopened', 'corrected', 'merged', 'spam')),
  unique (organization_id, id),
  constraint ticket_closures_one_closer check (user_id is null or freshworks_user_id is null),
  constraint ticket_closures_void_has_reason check ((void_at is null) = (void_reason is null)),
  foreign key (organization_id, ticket_id) references tickets (organization_id, id) on delete restrict,
  foreign key (organization_id, user_id) references users (organization_id, id) on delete restrict
);
-- A ticket is closed once at a time, however often it goes from resolved to closed.
create unique index ticket_closures_standing on ticket_closures (organization_id, ticket_id) where void_at is null;
create index ticket_closures_ticket on ticket_closures (organization_id, ticket_id, seen_at);
create index ticket_closures_closed on ticket_closures (organization_id, closed_at, id)
  include (user_id, freshworks_user_id, team, seen_at, void_at, ticket_number);
create index ticket_closures_user on ticket_closures (organization_id, user_id, closed_at desc, id desc) where user_id is not null;
create index ticket_closures_agent on ticket_closures (organization_id, freshworks_user_id, closed_at desc, id desc)
  where freshworks_user_id is not null;
create index ticket_closures_seen on ticket_closures (organization_id, seen_at);
create index ticket_closures_voided on ticket_closures (organization_id, void_at) where void_at is not null;

-- Daily totals of the tracker before Docket: no hours, and of their tickets only the numbers are known.
create table ticket_closure_legacy (
  id uuid not null default new_id() primary key,
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  user_id uuid,
  freshworks_user_id bigint,
  date date not null,
  tickets_closed integer not null check (tickets_closed >= 0),
  ticket_numbers text not null default '[]',
  imported_at timestamptz(3) not null default app_now(),
  closer_key text not null generated always as (coalesce(user_id::text, freshworks_user_id::text)) stored,
  unique (organization_id, id),
  unique (organization_id, date, closer_key),
  constraint ticket_closure_legacy_one_closer check (num_nonnulls(user_id, freshworks_user_id) = 1),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete restrict
);
create index ticket_closure_legacy_agent on ticket_closure_legacy (organization_id, freshworks_user_id)
  where freshworks_user_id is not null;

-- Per person, day and hour of the organization's clock. Rows without user_id are agents nobody is linked to; without both,
-- tickets closed without an agent.
create table ticket_closure_history (
  id bigint generated always as identity primary key,
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  user_id uuid,
  freshworks_user_id bigint,
  date date not null,
  hour smallint not null check (hour between 0 and 23),
  tickets_closed integer not null default 0 check (tickets_closed >= 0),
  -- A JSON array of texts.
  ticket_numbers text not null default '[]',
  sync_timestamp timestamptz(3) not null default app_now(),
  created_at timestamptz(3) not null default app_now(),
  updated_at timestamptz(3) not null default app_now(),
  closer_key text not null generated always as (coalesce(user_id::text, freshworks_user_id::text, '')) stored,
  unique (organization_id, id),
  unique (organization_id, date, hour, closer_key),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete restrict
);

create table ticket_closure_daily (
  id bigint generated always as identity primary key,
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  user_id uuid,
  freshworks_user_id bigint,
  date date not null,
  tickets_closed integer not null default 0 check (tickets_closed >= 0),
  ticket_numbers text not null default '[]',
  -- Null for the totals of the tracker before Docket.
  last_sync_hour smallint check (last_sync_hour between 0 and 23),
  -- How often this row was counted.
  sync_count integer not null default 0,
  source text not null default 'events' check (source in ('events', 'legacy')),
  -- Team to count.
  teams jsonb not null default '{}',
  created_at timestamptz(3) not null default app_now(),
  updated_at timestamptz(3) not null default app_now(),
  closer_key text not null generated always as (coalesce(user_id::text, freshworks_user_id::text, '')) stored,
  unique (organization_id, id),
  unique (organization_id, date, closer_key),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete restrict
);

-- The same closures without the people: what trends and the heat map read. No hour: totals of the tracker before Docket.
create table ticket_closure_totals (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  date date not null,
  hour smallint check (hour between 0 and 23),
  team text,
  tickets_closed integer not null
);
create index ticket_closure_totals_date on ticket_closure_totals (organization_id, date, hour);

-- Quarter hours (which every zone's days consist of) whose closures changed, until they are counted again; '-infinity' is
-- everything. A row a transaction, so that writers never wait for each other.
create table ticket_closure_changes (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  transaction_id bigint not null default pg_current_xact_id()::text::bigint,
  slot timestamptz(3) not null,
  primary key (organization_id, transaction_id, slot)
);

-- Each time that the figures were asked for or looked after: by the hour, by a person, by the command line.
create table ticket_closure_runs (
  id uuid not null default new_id() primary key,
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  kind text not null check (kind in ('hourly', 'schedule', 'command_line')),
  status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'failed')),
  date date,
  hour smallint check (hour between 0 and 23),
  tickets_closed integer not null default 0,
  tickets_processed integer not null default 0,
  -- The readings of external desks that it waits for.
  sync_run_ids uuid[] not null default '{}',
  requested_by_id uuid,
  error_message text,
  created_at timestamptz(3) not null default app_now(),
  started_at timestamptz(3),
  completed_at timestamptz(3),
  unique (organization_id, id),
  foreign key (organization_id, requested_by_id) references users (organization_id, id) on delete restrict
);
create index ticket_closure_runs_newest on ticket_closure_runs (organization_id, created_at desc, id desc);

create table ticket_sync_metadata (
  id bigint generated always as identity primary key,
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  sync_date date not null,
  last_sync_time timestamptz(3) not null,
  sync_count integer not null default 0,
  tickets_processed integer not null default 0,
  created_at timestamptz(3) not null default app_now(),
  updated_at timestamptz(3) not null default app_now(),
  unique (organization_id, id),
  unique (organization_id, sync_date)
);

do $$
declare name text;
begin
  foreach name in array array['ticket_closures', 'ticket_closure_legacy', 'ticket_closure_history', 'ticket_closure_daily',
    'ticket_closure_totals', 'ticket_closure_changes', 'ticket_closure_runs', 'ticket_sync_metadata']
  loop
    perform protect_organization_table(name::regclass);
    execute format('grant select, insert, update, delete on %I to docket_app', name);
  end loop;
end
$$;
revoke delete on ticket_closures from docket_app;

-- Has the quarter hour of an instant counted again, and says so once a transaction.
create function mark_closures(organization uuid, at timestamptz, ticket uuid default null) returns void language plpgsql as $$
begin
  if not exists (select from ticket_closure_changes
      where organization_id = organization and transaction_id = pg_current_xact_id()::text::bigint) then
    insert into outbox (organization_id, name, data)
    values (organization, 'closure.recorded', jsonb_strip_nulls(jsonb_build_object('ticket_id', ticket)));
  end if;
  insert into ticket_closure_changes (organization_id, slot)
  values (organization, case when isfinite(at) then to_timestamp(floor(extract(epoch from at) / 900) * 900) else at end)
  on conflict do nothing;
end
$$;

-- Brings a ticket's closure in line with the ticket, as it is at the end of the transaction. Native tickets keep the agent who
-- closed them, whoever owns them later; what an external desk or an import says later about the same closure corrects it.
create function settle_closure(organization uuid, ticket uuid, takes_owner boolean) returns void language plpgsql as $$
declare
  seen constant timestamptz(3) := coalesce(nullif(current_setting('app.now', true), '')::timestamptz, clock_timestamp());
  found_ticket record;
  standing ticket_closures;
  closer uuid;
  -- Whoever closes a native ticket that nobody owns.
  acting constant uuid := case when app_actor_role() not in ('driver', 'shipper', 'operator', 'requester') then app_actor_id() end;
  is_same boolean;
begin
  select t.source, t.status, t.merged_into_id, t.owner_id, coalesce(t.external_id, t.number::text) as ticket_number,
    case when t.status in ('RESOLVED', 'CLOSED') and t.merged_into_id is null
      and coalesce(s.deleted_reason, '') not in ('merged', 'spam') then coalesce(t.resolved_at, t.closed_at) end as closed_at,
    case when t.merged_into_id is not null or s.deleted_reason = 'merged' then 'merged'
      when s.deleted_reason = 'spam' then 'spam' else 'reopened' end as void_reason,
    case when s.responder_external_id ~ '^[0-9]{1,15}$' then s.responder_external_id::bigint end as agent,
    coalesce('group:' || s.group_external_id, t.owner_role) as team, s.ticket_id is not null as is_synced
  into found_ticket
  from tickets t left join ticket_sources s on s.organization_id = t.organization_id and s.ticket_id = t.id
  where t.organization_id = organization and t.id = ticket;
  select * into standing from ticket_closures c
  where c.organization_id = organization and c.ticket_id = ticket and c.void_at is null;

  closer := case when found_ticket.agent is null then found_ticket.owner_id end;
  is_same := standing.id is not null and standing.closed_at = found_ticket.closed_at
    and (not found_ticket.is_synced or standing.freshworks_user_id is not distinct from found_ticket.agent
      and standing.team is not distinct from found_ticket.team)
    and (not takes_owner or standing.user_id is not distinct from closer);
  if is_same or standing.id is null and found_ticket.closed_at is null then
    return;
  end if;

  if standing.id is not null then
    update ticket_closures c set void_at = seen,
      void_reason = case when found_ticket.closed_at is null then found_ticket.void_reason else 'corrected' end
    where c.organization_id = organization and c.id = standing.id;
    perform mark_closures(organization, standing.closed_at, ticket);
  end if;
  if found_ticket.closed_at is not null then
    -- An undo brings a closure back with the agent it had.
    if found_ticket.source = 'native' then
      select c.user_id into closer from ticket_closures c
      where c.organization_id = organization and c.ticket_id = ticket and c.closed_at = found_ticket.closed_at
      order by c.seen_at desc limit 1;
      if not found then
        closer := coalesce(found_ticket.owner_id, acting);
      end if;
    end if;
    insert into ticket_closures (organization_id, ticket_id, ticket_number, user_id, freshworks_user_id, team, closed_at, source, seen_at)
    values (organization, ticket, found_ticket.ticket_number, closer, found_ticket.agent, found_ticket.team, found_ticket.closed_at,
      case when found_ticket.is_synced then 'sync' when found_ticket.source = 'native' then 'native' else 'import' end, seen)
    on conflict (organization_id, ticket_id) where void_at is null do nothing;
    perform mark_closures(organization, found_ticket.closed_at, ticket);
  end if;
end
$$;

create function settle_closure_of_ticket() returns trigger language plpgsql as $$
begin
  perform settle_closure(new.organization_id, new.id, tg_nargs > 0);
  return null;
end
$$;
-- Deferred: a transaction that moves a ticket several times, or writes ticket_sources after it, is looked at once it is whole.
create constraint trigger tickets_closure_insert after insert on tickets deferrable initially deferred
  for each row when (new.status in ('RESOLVED', 'CLOSED')) execute function settle_closure_of_ticket();
create constraint trigger tickets_closure_update after update of status, resolved_at, closed_at, merged_into_id on tickets
  deferrable initially deferred for each row
  when ((old.status in ('RESOLVED', 'CLOSED') or new.status in ('RESOLVED', 'CLOSED'))
    and (old.status, old.resolved_at, old.closed_at, old.merged_into_id)
      is distinct from (new.status, new.resolved_at, new.closed_at, new.merged_into_id))
  execute function settle_closure_of_ticket();
create constraint trigger tickets_closure_owner after update of owner_id on tickets deferrable initially deferred for each row
  when (new.status in ('RESOLVED', 'CLOSED') and new.source <> 'native' and old.owner_id is distinct from new.owner_id
    and current_setting('app.ticket_override', true) = 'import')
  execute function settle_closure_of_ticket('owner');

create function settle_closure_of_source() returns trigger language plpgsql as $$
begin
  perform settle_closure(new.organization_id, new.ticket_id, false);
  return null;
end
$$;
create constraint trigger ticket_sources_closure
  after update of responder_external_id, group_external_id, deleted_reason on ticket_sources deferrable initially deferred
  for each row
  when ((old.responder_external_id, old.group_external_id, old.deleted_reason)
    is distinct from (new.responder_external_id, new.group_external_id, new.deleted_reason))
  execute function settle_closure_of_source();

-- Another zone moves every closure to other hours and days.
create function recount_after_zone_change() returns trigger language plpgsql as $$
begin
  perform mark_closures(new.id, '-infinity');
  return null;
end
$$;
create trigger organizations_closures after update of time_zone on organizations
  for each row when (old.time_zone is distinct from new.time_zone) execute function recount_after_zone_change();

-- An agent was linked to somebody, or not any more: their days are counted again under the right name.
create function recount_after_mapping() returns trigger language plpgsql as $$
declare
  organization constant uuid := coalesce(new.organization_id, old.organization_id);
  agents constant bigint[] := array_remove(array[old.freshworks_user_id, new.freshworks_user_id], null);
  at timestamptz;
begin
  for at in
    select to_timestamp(floor(extract(epoch from closed_at) / 900) * 900) from ticket_closures
    where organization_id = organization and freshworks_user_id = any (agents) and void_at is null
    union
    select (l.date + time '12:00') at time zone o.time_zone from ticket_closure_legacy l join organizations o on o.id = l.organization_id
    where l.organization_id = organization and l.freshworks_user_id = any (agents)
  loop
    perform mark_closures(organization, at);
  end loop;
  return null;
end
$$;
create trigger freshworks_user_mapping_linked after insert or delete on freshworks_user_mapping
  for each row execute function recount_after_mapping();
create trigger freshworks_user_mapping_relinked after update of user_id, freshworks_user_id on freshworks_user_mapping
  for each row when ((old.user_id, old.freshworks_user_id) is distinct from (new.user_id, new.freshworks_user_id))
  execute function recount_after_mapping();

-- What was closed before this migration. Of native tickets the desk knew at once; when an imported one came is not known.
select set_config('app.maintenance', 'on', true);
insert into ticket_closures (organization_id, ticket_id, ticket_number, user_id, freshworks_user_id, team, closed_at, source, seen_at)
select t.organization_id, t.id, coalesce(t.external_id, t.number::text), case when r.agent is null then t.owner_id end, r.agent,
  coalesce('group:' || s.group_external_id, t.owner_role), coalesce(t.resolved_at, t.closed_at),
  case when s.ticket_id is not null then 'sync' when t.source = 'native' then 'native' else 'import' end,
  case when t.source = 'native' then least(coalesce(t.resolved_at, t.closed_at), now()) else now() end
from tickets t
left join ticket_sources s on s.organization_id = t.organization_id and s.ticket_id = t.id
cross join lateral (select case when s.responder_external_id ~ '^[0-9]{1,15}$' then s.responder_external_id::bigint end as agent) r
where t.status in ('RESOLVED', 'CLOSED') and t.merged_into_id is null and coalesce(t.resolved_at, t.closed_at) is not null
  and coalesce(s.deleted_reason, '') not in ('merged', 'spam');
select mark_closures(organization_id, '-infinity') from (select distinct organization_id from ticket_closures) closed;
