-- A draft tried on a past period: what was asked, how far it is, and which tickets stand behind each of its numbers.
create table sla_replays (
  id uuid not null default new_id() primary key,
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  requested_by_id uuid,
  status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'failed', 'cancelled')),
  -- Period, draft policies and draft calendars.
  input jsonb not null,
  total_tickets integer not null,
  done_tickets integer not null default 0,
  -- The last ticket that was looked at, in the order of creation.
  after_created_at timestamptz(3),
  after_id uuid,
  result jsonb not null default '{"tickets": 0, "cells": []}',
  error_message text,
  created_at timestamptz(3) not null default app_now(),
  started_at timestamptz(3),
  completed_at timestamptz(3),
  unique (organization_id, id),
  foreign key (organization_id, requested_by_id) references users (organization_id, id) on delete restrict
);
create index sla_replays_created on sla_replays (created_at);

create table sla_replay_tickets (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  replay_id uuid not null,
  ticket_id uuid not null,
  priority text not null,
  team text,
  -- Three bits a clock, as in lib/sla/replay-cell.ts: it ran, it broke, it would have broken.
  outcomes smallint not null,
  primary key (organization_id, replay_id, ticket_id),
  foreign key (organization_id, replay_id) references sla_replays (organization_id, id) on delete cascade
);

select protect_organization_table('sla_replays');
select protect_organization_table('sla_replay_tickets');
grant select, insert, update, delete on sla_replays, sla_replay_tickets to docket_app;

-- A week after it was asked for, of all organizations at once.
create function forget_sla_replays() returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare forgotten integer;
begin
  perform set_config('app.maintenance', 'on', true);
  delete from sla_replays where created_at < clock_timestamp() - interval '7 days';
  get diagnostics forgotten = row_count;
  return forgotten;
end
$$;
revoke all on function forget_sla_replays() from public;
grant execute on function forget_sla_replays() to docket_app;
