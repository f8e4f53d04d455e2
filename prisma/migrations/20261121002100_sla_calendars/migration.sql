-- Business calendars. Hours, holidays and exceptions change as one and are read as one, so they are one document; its
-- shape is calendarDefinition in lib/sla/schema.ts.
create table sla_calendars (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  name text not null check (length(name) between 1 and 80),
  definition jsonb not null,
  created_at timestamptz(3) not null default app_now(),
  updated_at timestamptz(3) not null default app_now(),
  unique (organization_id, id),
  unique (organization_id, name)
);
select protect_organization_table('sla_calendars');
grant select, insert, update, delete on sla_calendars to docket_app;
create trigger sla_calendars_touch before update on sla_calendars for each row execute function touch_updated_at();

-- A policy is for a priority and, if it says so, for one team: a queue or a franchise.
alter table sla_config
  drop constraint sla_config_organization_id_priority_key,
  add column owner_role text,
  add column franchise_id uuid,
  add column next_response_time_minutes integer check (next_response_time_minutes > 0),
  add column response_calendar_id uuid,
  add column next_response_calendar_id uuid,
  add column resolution_calendar_id uuid,
  add column response_pauses text[] not null
    default '{AWAITING_SHIPPER,AWAITING_OPERATOR,AWAITING_FRANCHISE,AWAITING_FINANCE}',
  add column next_response_pauses text[] not null
    default '{AWAITING_SHIPPER,AWAITING_OPERATOR,AWAITING_FRANCHISE,AWAITING_FINANCE}',
  add column resolution_pauses text[] not null
    default '{AWAITING_SHIPPER,AWAITING_OPERATOR,AWAITING_FRANCHISE,AWAITING_FINANCE}',
  add column escalation_interval_minutes integer default 60 check (escalation_interval_minutes > 0),
  add constraint sla_config_team unique nulls not distinct (organization_id, priority, owner_role, franchise_id),
  add constraint sla_config_one_team check (owner_role is null or franchise_id is null),
  add foreign key (organization_id, franchise_id) references franchises (organization_id, id) on delete restrict,
  add foreign key (organization_id, response_calendar_id) references sla_calendars (organization_id, id) on delete restrict,
  add foreign key (organization_id, next_response_calendar_id) references sla_calendars (organization_id, id) on delete restrict,
  add foreign key (organization_id, resolution_calendar_id) references sla_calendars (organization_id, id) on delete restrict;

-- What policies and calendars said when: a past deadline is explained by the words of its time.
create table sla_versions (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  kind text not null check (kind in ('policy', 'calendar')),
  subject_id text not null,
  definition jsonb not null,
  valid_from timestamptz(3) not null default app_now(),
  valid_to timestamptz(3),
  unique (organization_id, id)
);
create unique index sla_versions_current on sla_versions (organization_id, kind, subject_id) where valid_to is null;
create index sla_versions_subject on sla_versions (organization_id, kind, valid_from);
select protect_organization_table('sla_versions');
grant select, insert, update on sla_versions to docket_app;

create function keep_sla_version() returns trigger language plpgsql as $$
declare
  subject jsonb := to_jsonb(case tg_op when 'DELETE' then old else new end);
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'updated_at' = to_jsonb(old) - 'updated_at' then
    return null;
  end if;
  update sla_versions set valid_to = app_now()
    where organization_id = (subject ->> 'organization_id')::uuid and kind = tg_argv[0] and subject_id = subject ->> 'id' and valid_to is null;
  if tg_op <> 'DELETE' then
    insert into sla_versions (organization_id, kind, subject_id, definition)
    values ((subject ->> 'organization_id')::uuid, tg_argv[0], subject ->> 'id', subject - '{organization_id,created_at,updated_at}'::text[]);
  end if;
  return null;
end
$$;
create trigger sla_config_keep_version after insert or update or delete on sla_config
  for each row execute function keep_sla_version('policy');
create trigger sla_calendars_keep_version after insert or update or delete on sla_calendars
  for each row execute function keep_sla_version('calendar');

insert into sla_versions (organization_id, kind, subject_id, definition, valid_from)
select organization_id, 'policy', id, to_jsonb(c) - '{organization_id,created_at,updated_at}'::text[], created_at from sla_config c;

-- A change of policies or calendars is worked off ticket by ticket behind the request; this is how far it has come.
create table sla_recounts (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  after_id uuid,
  created_at timestamptz(3) not null default app_now(),
  completed_at timestamptz(3),
  unique (organization_id, id)
);
create index sla_recounts_open on sla_recounts (organization_id, created_at) where completed_at is null;
select protect_organization_table('sla_recounts');
grant select, insert, update, delete on sla_recounts to docket_app;

-- Each level of each ticket once, whatever happens: the key is the guarantee.
create table sla_escalations (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  ticket_id uuid not null,
  level integer not null check (level > 0),
  old_role text,
  old_owner_id uuid,
  new_role text,
  is_chain_end boolean not null,
  created_at timestamptz(3) not null default app_now(),
  primary key (organization_id, ticket_id, level),
  foreign key (organization_id, ticket_id) references tickets (organization_id, id) on delete restrict,
  foreign key (organization_id, old_owner_id) references users (organization_id, id) on delete restrict
);
select protect_organization_table('sla_escalations');
grant select, insert on sla_escalations to docket_app;
