-- What browsers are told of changes, in an order that never changes afterwards. A row is written with the change it
-- tells of and gets its position after commit: positions given out by the writers themselves would become visible
-- out of order, and a reader that has seen 7 would never look for the 6 that commits later.
create table live_changes (
  organization_id uuid not null default app_organization_id() references organizations (id),
  id bigint generated always as identity,
  log_position bigint,
  actor_id uuid,
  name text not null,
  data jsonb not null default '{}',
  created_at timestamptz(3) not null default clock_timestamp(),
  primary key (organization_id, id)
);
create index live_changes_waiting on live_changes (organization_id, id) where log_position is null;
create unique index live_changes_position on live_changes (organization_id, log_position) where log_position is not null;

-- Positions are never below the clock's milliseconds, so that a page can ask for everything since it was made.
-- Everything up to the floor has been forgotten.
create table live_positions (
  organization_id uuid primary key references organizations (id),
  log_position bigint not null default 0,
  floor_position bigint not null default 0
);

select protect_organization_table('live_changes');
select protect_organization_table('live_positions');
grant select, insert on live_changes to docket_app;

create function tell_of_outbox() returns trigger language plpgsql as $$
begin
  insert into live_changes (organization_id, actor_id, name, data)
  select organization_id, app_actor_id(), name, data - 'reason' from added order by id;
  return null;
end
$$;
create trigger outbox_told after insert on outbox
  referencing new table as added for each statement execute function tell_of_outbox();

-- Gives what waits its positions and announces them. Holding the organization's row until commit makes positions
-- visible in their order; nobody's own change waits for it.
create function publish_changes(organizations uuid[], announce boolean)
returns table (organization_id uuid, log_position bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  organization uuid;
  last bigint;
  added bigint;
begin
  perform set_config('app.maintenance', 'on', true);
  for organization in select distinct o from unnest(organizations) o order by o loop
    select p.log_position into last from live_positions p where p.organization_id = organization for update;
    if last is null then
      insert into live_positions (organization_id) values (organization) on conflict do nothing;
      select p.log_position into last from live_positions p where p.organization_id = organization for update;
    end if;
    last := greatest(last, floor(extract(epoch from clock_timestamp()) * 1000)::bigint);
    with waiting as (
      select c.id, row_number() over (order by c.id) as place
      from live_changes c where c.organization_id = organization and c.log_position is null
    ), placed as (
      update live_changes c set log_position = last + w.place from waiting w
      where c.organization_id = organization and c.id = w.id returning c.id
    )
    select count(*) into added from placed;
    continue when added = 0;
    last := last + added;
    update live_positions p set log_position = last where p.organization_id = organization;
    if announce then
      perform pg_notify('docket_changes', organization || ' ' || last);
    end if;
    organization_id := organization;
    log_position := last;
    return next;
  end loop;
end
$$;

-- Changes of a process that died between its commit and publishing; everyone else publishes within milliseconds.
create function stale_change_organizations() returns uuid[]
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.maintenance', 'on', true);
  return array(select distinct c.organization_id from live_changes c
    where c.log_position is null and c.created_at < clock_timestamp() - interval '1 second');
end
$$;

create function list_live_positions(organizations uuid[])
returns table (organization_id uuid, log_position bigint, floor_position bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('app.maintenance', 'on', true);
  return query select p.organization_id, p.log_position, p.floor_position from live_positions p
    where p.organization_id = any (organizations);
end
$$;

-- The newest changes after a position, oldest first: with `most` of them there may be older ones.
create function read_live_changes(organization uuid, after_position bigint, most integer)
returns table (log_position bigint, actor_id uuid, name text, data jsonb)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform require_own_organization(organization);
  perform set_config('app.maintenance', 'on', true);
  return query select newest.* from (
    select c.log_position, c.actor_id, c.name, c.data from live_changes c
    where c.organization_id = organization and c.log_position > after_position order by c.log_position desc limit most) newest
  order by newest.log_position;
end
$$;

create function trim_live_changes(older_than interval) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  organization record;
  removed bigint;
  total bigint := 0;
begin
  perform set_config('app.maintenance', 'on', true);
  for organization in
    select c.organization_id as id, max(c.log_position) as log_position from live_changes c
    where c.log_position is not null and c.created_at < clock_timestamp() - older_than group by 1 order by 1
  loop
    update live_positions p set floor_position = greatest(p.floor_position, organization.log_position)
      where p.organization_id = organization.id;
    delete from live_changes c where c.organization_id = organization.id and c.log_position <= organization.log_position;
    get diagnostics removed = row_count;
    total := total + removed;
  end loop;
  return total;
end
$$;
