-- The mirror of external desks. A synced ticket is an ordinary row of tickets (source, external_id); what only the
-- vendor knows about it stands beside it in ticket_sources.

create table sync_connections (
  id uuid not null default new_id() primary key,
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  vendor text not null check (vendor in ('freshservice', 'freshdesk', 'zendesk')),
  name text not null check (length(name) between 1 and 100),
  -- The value of tickets.source of everything that comes through this connection; it never changes.
  source text not null check (source ~ '^[a-z0-9][a-z0-9-]{0,39}$' and source <> 'native'),
  base_url text not null check (length(base_url) between 1 and 500),
  web_url text check (length(web_url) <= 500),
  -- Sealed with the installation's secret: the vendor wants the words themselves.
  key_sealed text not null,
  key_hint text not null default '',
  is_active boolean not null default true,
  settings jsonb not null default '{}',
  schedules jsonb not null default '{}',
  write_back jsonb not null default '{}',
  webhook_secret_sealed text,
  -- When the last run that read every change began: the next one reads from there.
  last_success_started_at timestamptz(3),
  created_by_id uuid,
  created_at timestamptz(3) not null default app_now(),
  updated_at timestamptz(3) not null default app_now(),
  unique (organization_id, id),
  unique (organization_id, source),
  foreign key (organization_id, created_by_id) references users (organization_id, id) on delete restrict
);
create trigger sync_connections_touch before update on sync_connections for each row execute function touch_updated_at();

create table sync_runs (
  id uuid not null default new_id() primary key,
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  connection_id uuid not null,
  kind text not null check (kind in ('base', 'full', 'incremental', 'single', 'drift', 'webhook', 'closures', 'write_back')),
  trigger text not null check (trigger in ('schedule', 'person', 'cli', 'webhook', 'api')),
  status text not null default 'queued'
    check (status in ('queued', 'running', 'completed', 'partial', 'failed', 'cancelled')),
  -- Which tickets by the vendor's updated_at: from (null = all) up to the beginning of the run.
  cutoff_from timestamptz(3),
  cutoff_to timestamptz(3),
  -- What to do: the tickets of a single run, the days of a full one.
  options jsonb not null default '{}',
  -- Where to go on after a crash, written with the rows of the page before it.
  checkpoint jsonb not null default '{}',
  expected_count integer,
  read_count integer not null default 0,
  new_count integer not null default 0,
  changed_count integer not null default 0,
  unchanged_count integer not null default 0,
  deleted_count integer not null default 0,
  failed_count integer not null default 0,
  call_count integer not null default 0,
  throttled_ms bigint not null default 0,
  -- The greatest time between a change at the vendor and its row here.
  lag_seconds integer,
  requested_by_id uuid,
  error_message text,
  created_at timestamptz(3) not null default app_now(),
  started_at timestamptz(3),
  completed_at timestamptz(3),
  -- When the run last said where it stands.
  progressed_at timestamptz(3),
  unique (organization_id, id),
  foreign key (organization_id, connection_id) references sync_connections (organization_id, id) on delete cascade,
  foreign key (organization_id, requested_by_id) references users (organization_id, id) on delete restrict
);
-- Two readers of all changes of one desk would only read everything twice.
create unique index sync_runs_one_at_a_time on sync_runs (organization_id, connection_id)
  where status in ('queued', 'running') and kind in ('full', 'incremental', 'closures');
create index sync_runs_newest on sync_runs (organization_id, connection_id, created_at desc, id desc);
create index sync_runs_of_organization on sync_runs (organization_id, created_at desc, id desc);
create index sync_runs_open on sync_runs (organization_id, connection_id, kind) where status in ('queued', 'running');

-- What a full run has seen, to know afterwards what it has not; gone with the run's end.
create table sync_seen (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  run_id uuid not null,
  external_id text not null,
  primary key (organization_id, run_id, external_id),
  foreign key (organization_id, run_id) references sync_runs (organization_id, id) on delete cascade
);

create table sync_failures (
  id uuid not null default new_id() primary key,
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  run_id uuid not null,
  connection_id uuid not null,
  resource text not null,
  external_id text not null,
  reason text not null,
  attempts integer not null default 1,
  created_at timestamptz(3) not null default app_now(),
  last_attempt_at timestamptz(3) not null default app_now(),
  resolved_at timestamptz(3),
  unique (organization_id, id),
  foreign key (organization_id, run_id) references sync_runs (organization_id, id) on delete cascade,
  foreign key (organization_id, connection_id) references sync_connections (organization_id, id) on delete cascade
);
create unique index sync_failures_open on sync_failures (organization_id, connection_id, resource, external_id)
  where resolved_at is null;
create index sync_failures_newest on sync_failures (organization_id, created_at desc, id desc);
create index sync_failures_run on sync_failures (organization_id, run_id);

-- The vendor's own words, compressed, so that a mapping can be corrected without reading again.
create table sync_payloads (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  connection_id uuid not null,
  resource text not null,
  external_id text not null,
  fetched_at timestamptz(3) not null default app_now(),
  body bytea not null,
  primary key (organization_id, connection_id, resource, external_id),
  foreign key (organization_id, connection_id) references sync_connections (organization_id, id) on delete cascade
);
alter table sync_payloads alter column body set storage external;
create index sync_payloads_age on sync_payloads (organization_id, connection_id, fetched_at);

create table sync_groups (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  connection_id uuid not null,
  external_id text not null,
  name text not null,
  primary key (organization_id, connection_id, external_id),
  foreign key (organization_id, connection_id) references sync_connections (organization_id, id) on delete cascade
);

alter table companies
  add column minimum_charge_minutes integer not null default 0 check (minimum_charge_minutes between 0 and 1440),
  add column is_active boolean not null default true,
  add column domains text[] not null default '{}',
  add column description text;

create table company_sources (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  connection_id uuid not null,
  external_id text not null,
  company_id uuid,
  name text not null,
  account_number text,
  domains text[] not null default '{}',
  is_active boolean not null default true,
  needs_mapping boolean not null default false,
  created_at timestamptz(3) not null default app_now(),
  updated_at timestamptz(3) not null default app_now(),
  primary key (organization_id, connection_id, external_id),
  foreign key (organization_id, connection_id) references sync_connections (organization_id, id) on delete cascade,
  foreign key (organization_id, company_id) references companies (organization_id, id) on delete restrict
);
create index company_sources_company on company_sources (organization_id, company_id) where company_id is not null;
create index company_sources_needs_mapping on company_sources (organization_id, connection_id) where needs_mapping;
create trigger company_sources_touch before update on company_sources for each row execute function touch_updated_at();

-- One person may be known to several desks, and two records of a desk may share one address.
create table requester_sources (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  connection_id uuid not null,
  external_id text not null,
  requester_id uuid not null,
  name text not null,
  email text,
  phone text,
  company_external_ids text[] not null default '{}',
  is_active boolean not null default true,
  updated_at timestamptz(3) not null default app_now(),
  primary key (organization_id, connection_id, external_id),
  foreign key (organization_id, connection_id) references sync_connections (organization_id, id) on delete cascade,
  foreign key (organization_id, requester_id) references requesters (organization_id, id) on delete restrict
);
create index requester_sources_requester on requester_sources (organization_id, requester_id);

create table freshworks_user_mapping (
  id uuid not null default new_id() primary key,
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  -- Null for a person named in a file before any connection was made.
  connection_id uuid,
  freshworks_user_id bigint not null,
  freshworks_username text not null,
  email text,
  user_id uuid,
  -- Whom the address points to, until somebody confirms it.
  proposed_user_id uuid,
  is_active boolean not null default true,
  group_external_ids text[] not null default '{}',
  created_at timestamptz(3) not null default app_now(),
  updated_at timestamptz(3) not null default app_now(),
  unique (organization_id, id),
  unique (organization_id, freshworks_user_id),
  foreign key (organization_id, connection_id) references sync_connections (organization_id, id) on delete restrict,
  foreign key (organization_id, user_id) references users (organization_id, id) on delete restrict,
  foreign key (organization_id, proposed_user_id) references users (organization_id, id) on delete restrict
);
create index freshworks_user_mapping_user on freshworks_user_mapping (organization_id, user_id) where user_id is not null;
create index freshworks_user_mapping_name on freshworks_user_mapping (organization_id, lower(freshworks_username));
create trigger freshworks_user_mapping_touch before update on freshworks_user_mapping
  for each row execute function touch_updated_at();

create table ticket_sources (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  ticket_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  url text,
  status_code text,
  status_text text,
  priority_code text,
  priority_text text,
  source_code text,
  type text,
  group_external_id text,
  company_external_id text,
  requester_external_id text,
  responder_external_id text,
  workspace_external_id text,
  first_response_due_at timestamptz(3),
  due_at timestamptz(3),
  agent_responded_at timestamptz(3),
  vendor_created_at timestamptz(3) not null,
  vendor_updated_at timestamptz(3) not null,
  vendor_resolved_at timestamptz(3),
  vendor_closed_at timestamptz(3),
  -- Over every field that the mirror keeps of the ticket, its conversations and its hours.
  checksum text not null,
  -- Null = could not be read yet, which is not the same as none.
  conversations_read_at timestamptz(3),
  time_entries_read_at timestamptz(3),
  needs_mapping boolean not null default false,
  deleted_at timestamptz(3),
  deleted_reason text check (deleted_reason in ('missing', 'deleted', 'spam', 'merged')),
  merged_into_external_id text,
  synced_at timestamptz(3) not null default app_now(),
  primary key (organization_id, ticket_id),
  unique (organization_id, connection_id, external_id),
  foreign key (organization_id, ticket_id) references tickets (organization_id, id) on delete restrict,
  foreign key (organization_id, connection_id) references sync_connections (organization_id, id) on delete restrict
);
create index ticket_sources_updated on ticket_sources (organization_id, connection_id, vendor_updated_at) where deleted_at is null;
create index ticket_sources_needs_mapping on ticket_sources (organization_id, connection_id, company_external_id) where needs_mapping;
create index ticket_sources_company on ticket_sources (organization_id, connection_id, company_external_id)
  where company_external_id is not null;
create index ticket_sources_unread on ticket_sources (organization_id, connection_id)
  where deleted_at is null and (conversations_read_at is null or time_entries_read_at is null);

create table time_entries (
  id uuid not null default new_id() primary key,
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  ticket_id uuid not null,
  source text not null default 'native',
  external_id text,
  user_id uuid,
  agent_external_id text,
  agent_name text,
  -- Null where the vendor's text could not be understood: never billed, listed as a failure.
  minutes integer check (minutes >= 0),
  is_billable boolean not null default true,
  is_running boolean not null default false,
  worked_at timestamptz(3),
  -- The day in the organization's zone that the work counts for.
  work_date date,
  note text,
  created_at timestamptz(3) not null default app_now(),
  updated_at timestamptz(3) not null default app_now(),
  unique (organization_id, id),
  unique (organization_id, ticket_id, source, external_id),
  foreign key (organization_id, ticket_id) references tickets (organization_id, id) on delete restrict,
  foreign key (organization_id, user_id) references users (organization_id, id) on delete restrict
);
create index time_entries_work_date on time_entries (organization_id, work_date);

create table sync_drifts (
  id uuid not null default new_id() primary key,
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  run_id uuid not null,
  connection_id uuid not null,
  kind text not null check (kind in ('count', 'missing', 'extra', 'differs')),
  external_id text,
  ticket_id uuid,
  detail jsonb not null default '{}',
  found_at timestamptz(3) not null default app_now(),
  repaired_at timestamptz(3),
  unique (organization_id, id),
  foreign key (organization_id, run_id) references sync_runs (organization_id, id) on delete cascade,
  foreign key (organization_id, connection_id) references sync_connections (organization_id, id) on delete cascade,
  foreign key (organization_id, ticket_id) references tickets (organization_id, id) on delete restrict
);
create index sync_drifts_newest on sync_drifts (organization_id, found_at desc, id desc);
create index sync_drifts_run on sync_drifts (organization_id, run_id);

-- What the vendor's automation called us about: the newest instant a ticket, so that an older word changes nothing.
create table sync_webhook_receipts (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  connection_id uuid not null,
  external_id text not null,
  vendor_updated_at timestamptz(3),
  digest text not null,
  received_at timestamptz(3) not null default app_now(),
  primary key (organization_id, connection_id, external_id),
  foreign key (organization_id, connection_id) references sync_connections (organization_id, id) on delete cascade
);

-- What goes back to the vendor, in the order in which it was asked for.
create table sync_write_backs (
  id uuid not null default new_id() primary key,
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  connection_id uuid not null,
  ticket_id uuid not null,
  external_id text not null,
  kind text not null check (kind in ('reply', 'note', 'status', 'owner', 'priority')),
  payload jsonb not null default '{}',
  message_id uuid,
  status text not null default 'queued' check (status in ('queued', 'sending', 'sent', 'failed', 'conflict', 'cancelled')),
  attempts integer not null default 0,
  -- The vendor's state that the change was based on: another one by now is a conflict to show.
  based_on_updated_at timestamptz(3),
  vendor_state jsonb,
  error_message text,
  requested_by_id uuid,
  next_attempt_at timestamptz(3) not null default app_now(),
  created_at timestamptz(3) not null default app_now(),
  sent_at timestamptz(3),
  unique (organization_id, id),
  foreign key (organization_id, connection_id) references sync_connections (organization_id, id) on delete cascade,
  foreign key (organization_id, ticket_id) references tickets (organization_id, id) on delete restrict,
  foreign key (organization_id, message_id) references ticket_messages (organization_id, id) on delete restrict,
  foreign key (organization_id, requested_by_id) references users (organization_id, id) on delete restrict
);
create index sync_write_backs_open on sync_write_backs (organization_id, connection_id, next_attempt_at)
  where status in ('queued', 'sending');
create index sync_write_backs_ticket on sync_write_backs (organization_id, ticket_id, created_at desc);

do $$
declare name text;
begin
  foreach name in array array['sync_connections', 'sync_runs', 'sync_seen', 'sync_failures', 'sync_payloads', 'sync_groups',
    'company_sources', 'requester_sources', 'freshworks_user_mapping', 'ticket_sources', 'time_entries', 'sync_drifts',
    'sync_webhook_receipts', 'sync_write_backs']
  loop
    perform protect_organization_table(name::regclass);
    execute format('grant select, insert, update, delete on %I to docket_app', name);
  end loop;
end
$$;

-- Who wrote a message that came from another desk, and what an address book of ours does not know about it.
alter table ticket_messages
  add column author_name text,
  add column author_external_id text,
  add column from_email text,
  add column to_emails text[] not null default '{}',
  add column is_incoming boolean,
  add column edited_at timestamptz(3);
