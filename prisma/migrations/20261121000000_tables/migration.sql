-- Time-ordered ids: PostgreSQL 18 has uuidv7(); older servers get the same layout (RFC 9562, section 5.7).
do $$
begin
  if current_setting('server_version_num')::int >= 180000 then
    execute 'create function new_id() returns uuid language sql volatile parallel safe as ''select uuidv7()''';
  else
    execute $body$
      create function new_id() returns uuid language sql volatile parallel safe as
      'select encode(
         set_byte(
           overlay(uuid_send(gen_random_uuid())
             placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
           6, (get_byte(uuid_send(gen_random_uuid()), 6) & 15) | 112), ''hex'')::uuid'
    $body$;
  end if;
end
$$;

-- Who acts, and where: set once per transaction by lib/platform/organization.ts.
create function app_organization_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.organization_id', true), '')::uuid $$;
create function app_actor_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.actor_id', true), '')::uuid $$;
create function app_actor_role() returns text language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.actor_role', true), ''), 'system') $$;
create function app_ip_address() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.ip_address', true), '') $$;
-- Tests freeze time by setting app.now; otherwise the database's clock is the only one.
create function app_now() returns timestamptz language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) $$;

-- Instants are kept to the millisecond, as JSON and JavaScript carry them, so that a cursor made from one is exact.
create table organizations (
  id uuid primary key default new_id(),
  name text not null check (length(name) between 1 and 200),
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  time_zone text not null default 'UTC',
  is_demo boolean not null default false,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create table franchises (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  code text not null,
  name text not null,
  city text,
  created_at timestamptz(3) not null default now(),
  unique (organization_id, id),
  unique (organization_id, code)
);

create table companies (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  name text not null,
  account_number text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (organization_id, id),
  unique (organization_id, account_number)
);
create index companies_name on companies (organization_id, lower(name));

create table users (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  email text not null check (email = lower(email) and length(email) <= 254),
  name text not null check (length(name) between 1 and 200),
  role text not null check (role in ('admin', 'ceo_oncall', 'hq_support', 'regional_manager', 'ops_manager',
    'finance', 'compliance_officer', 'ops_agent', 'franchise_agent', 'operator', 'shipper', 'driver')),
  franchise_id uuid,
  password_hash text,
  session_version integer not null default 1,
  is_available boolean not null default true,
  shift_starts_at time,
  shift_ends_at time,
  time_zone text,
  must_change_password boolean not null default false,
  last_sign_in_at timestamptz(3),
  password_changed_at timestamptz(3),
  deactivated_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (organization_id, id),
  unique (email),
  foreign key (organization_id, franchise_id) references franchises (organization_id, id) on delete restrict
);
create index users_role on users (organization_id, role) where deactivated_at is null;

create table requesters (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  name text not null,
  email text check (email = lower(email)),
  phone text,
  company_id uuid,
  user_id uuid,
  external_id text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (organization_id, id),
  unique (organization_id, email),
  unique (organization_id, user_id),
  unique (organization_id, external_id),
  foreign key (organization_id, company_id) references companies (organization_id, id) on delete restrict,
  foreign key (organization_id, user_id) references users (organization_id, id) on delete restrict
);

create table api_tokens (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  user_id uuid not null,
  name text not null,
  prefix text not null,
  token_hash bytea not null unique,
  scopes text[] not null,
  expires_at timestamptz(3),
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  unique (organization_id, id),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete restrict
);
create index api_tokens_user on api_tokens (organization_id, user_id);

create table linked_entities (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  type text not null check (type in ('booking', 'shipment', 'user', 'truck', 'operator', 'franchise', 'document', 'payment')),
  entity_id text not null check (length(entity_id) between 1 and 100),
  label text not null,
  detail text,
  url text,
  updated_at timestamptz(3) not null default now(),
  unique (organization_id, id),
  unique (organization_id, type, entity_id)
);

create table sla_config (
  id text not null,
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  priority text not null check (priority in ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  response_time_minutes integer not null check (response_time_minutes > 0),
  resolution_time_minutes integer not null check (resolution_time_minutes > 0),
  escalation_chain jsonb not null check (jsonb_typeof(escalation_chain) = 'array' and jsonb_array_length(escalation_chain) > 0),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (organization_id, id),
  unique (organization_id, priority)
);

create table tickets (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  number integer not null,
  source text not null default 'native',
  external_id text,
  title varchar(500) not null,
  description text not null,
  created_by_id uuid,
  created_by_role text not null default 'system',
  requester_id uuid,
  company_id uuid,
  owner_id uuid,
  owner_role text,
  assigned_franchise_id uuid,
  -- Text with a check, not an enum type: enum comparison is not leakproof, so under
  -- row-level security no index on an enum column is ever used as a condition.
  priority text not null default 'MEDIUM' check (priority in ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  priority_rank smallint not null generated always as
    (case priority when 'LOW' then 1 when 'MEDIUM' then 2 when 'HIGH' then 3 else 4 end) stored,
  status text not null default 'NEW' check (status in ('NEW', 'OPEN', 'IN_PROGRESS', 'AWAITING_SHIPPER', 'AWAITING_OPERATOR',
    'AWAITING_FRANCHISE', 'AWAITING_FINANCE', 'RESOLVED', 'CLOSED', 'ESCALATED', 'REOPENED')),
  status_rank smallint not null generated always as (array_position(array['NEW', 'OPEN', 'IN_PROGRESS', 'AWAITING_SHIPPER',
    'AWAITING_OPERATOR', 'AWAITING_FRANCHISE', 'AWAITING_FINANCE', 'RESOLVED', 'CLOSED', 'ESCALATED', 'REOPENED'], status)) stored,
  severity varchar(20),
  linked_type text check (linked_type in ('booking', 'shipment', 'user', 'truck', 'operator', 'franchise', 'document', 'payment')),
  linked_id text,
  sla_due_at timestamptz(3),
  sla_due_is_manual boolean not null default false,
  response_due_at timestamptz(3),
  first_response_at timestamptz(3),
  sla_escalation_level integer not null default 0,
  sla_breached boolean not null default false,
  escalated_from text,
  tags text[] not null default '{}',
  is_sensitive boolean not null default false,
  archived boolean not null default false,
  resolution_summary text,
  follow_up_of_id uuid,
  merged_into_id uuid,
  metadata jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz(3) not null default app_now(),
  updated_at timestamptz(3) not null default app_now(),
  resolved_at timestamptz(3),
  closed_at timestamptz(3),
  -- The included columns let a search check and sort its hits without visiting the rows.
  unique (organization_id, id) include (created_at, archived, is_sensitive, status, priority),
  unique (organization_id, number),
  unique (organization_id, source, external_id),
  constraint tickets_linked_both_or_none check ((linked_type is null) = (linked_id is null)),
  constraint tickets_owner_has_role check (owner_id is null or owner_role is not null),
  constraint tickets_not_merged_into_itself check (merged_into_id is distinct from id),
  foreign key (organization_id, created_by_id) references users (organization_id, id) on delete restrict,
  foreign key (organization_id, owner_id) references users (organization_id, id) on delete restrict,
  foreign key (organization_id, requester_id) references requesters (organization_id, id) on delete restrict,
  foreign key (organization_id, company_id) references companies (organization_id, id) on delete restrict,
  foreign key (organization_id, assigned_franchise_id) references franchises (organization_id, id) on delete restrict,
  foreign key (organization_id, follow_up_of_id) references tickets (organization_id, id) on delete restrict,
  foreign key (organization_id, merged_into_id) references tickets (organization_id, id) on delete restrict
);
create index tickets_created on tickets (organization_id, created_at desc, id desc) where not archived;
create index tickets_updated on tickets (organization_id, updated_at desc, id desc) where not archived;
create index tickets_status_created on tickets (organization_id, status, created_at desc, id desc);
create index tickets_priority_due on tickets (organization_id, priority, sla_due_at);
create index tickets_priority_rank on tickets (organization_id, priority_rank desc, id desc) where not archived;
create index tickets_status_rank on tickets (organization_id, status_rank, id) where not archived;
create index tickets_due on tickets (organization_id, (coalesce(sla_due_at, 'infinity')), id) where not archived;
-- The sorts of the list as lib/tickets/list-tickets.ts spells them: what a sensitive ticket says is no part of its place.
create index tickets_title on tickets (organization_id, (case when is_sensitive then '' else title end), id) where not archived;
create index tickets_linked_sort on tickets (organization_id, (case when is_sensitive then '~'
  else coalesce(linked_type || ':' || linked_id, '~') end), id) where not archived;
create index tickets_owner_sort on tickets (organization_id, (coalesce(owner_role, '~') || coalesce(owner_id::text, '')), id)
  where not archived;
create index tickets_owner_status on tickets (organization_id, owner_id, status);
create index tickets_owner_role_status on tickets (organization_id, owner_role, status);
create index tickets_franchise on tickets (organization_id, assigned_franchise_id, created_at desc, id desc) where assigned_franchise_id is not null;
create index tickets_linked on tickets (organization_id, linked_type, linked_id) where linked_type is not null;
create index tickets_due_open on tickets (organization_id, sla_due_at, id) where not archived and status not in ('RESOLVED', 'CLOSED') and sla_due_at is not null;
create index tickets_created_by on tickets (organization_id, created_by_id);
create index tickets_requester on tickets (organization_id, requester_id, created_at desc) where requester_id is not null;
create index tickets_company on tickets (organization_id, company_id) where company_id is not null;
create index tickets_archived on tickets (organization_id, created_at desc, id desc) where archived;
create index tickets_merged_into on tickets (organization_id, merged_into_id) where merged_into_id is not null;
create index tickets_follow_up_of on tickets (organization_id, follow_up_of_id) where follow_up_of_id is not null;

create table ticket_messages (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  ticket_id uuid not null,
  actor_id uuid,
  actor_role text not null default app_actor_role(),
  message text not null,
  message_text text not null,
  attachments text[] not null default '{}',
  mentions uuid[] not null default '{}',
  is_internal_note boolean not null default false,
  external_id text,
  created_at timestamptz(3) not null default app_now(),
  unique (organization_id, id),
  unique (organization_id, ticket_id, external_id),
  foreign key (organization_id, ticket_id) references tickets (organization_id, id) on delete restrict,
  foreign key (organization_id, actor_id) references users (organization_id, id) on delete restrict
);
create index ticket_messages_ticket on ticket_messages (organization_id, ticket_id, created_at desc, id desc);
create index ticket_messages_actor on ticket_messages (organization_id, actor_id);

create table ticket_audit (
  id bigint generated always as identity primary key,
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  -- Null for what happens to the organization itself: people, tokens, settings.
  ticket_id uuid,
  actor_id uuid,
  actor_role text not null default app_actor_role(),
  action varchar(100) not null,
  payload jsonb not null default '{}',
  ip_address varchar(45),
  created_at timestamptz(3) not null default app_now(),
  salt bytea not null,
  digest bytea not null,
  unique (organization_id, id),
  foreign key (organization_id, ticket_id) references tickets (organization_id, id) on delete restrict
);
create index ticket_audit_ticket on ticket_audit (organization_id, ticket_id, created_at desc, id desc);
create index ticket_audit_action on ticket_audit (organization_id, action, created_at desc);
create index ticket_audit_actor on ticket_audit (organization_id, actor_id, created_at desc);
create index ticket_audit_created on ticket_audit (organization_id, created_at desc, id desc);

create table ticket_audit_unsealed (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  audit_id bigint not null,
  primary key (organization_id, audit_id)
);
create table ticket_audit_seals (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  position bigint not null,
  audit_id bigint not null,
  chain_hash bytea not null,
  sealed_at timestamptz(3) not null default now(),
  primary key (organization_id, position),
  unique (organization_id, audit_id)
);

create table ticket_watchers (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  ticket_id uuid not null,
  user_id uuid not null,
  notify_email boolean not null default true,
  notify_push boolean not null default true,
  notify_sms boolean not null default false,
  created_at timestamptz(3) not null default app_now(),
  unique (organization_id, id),
  unique (organization_id, ticket_id, user_id),
  foreign key (organization_id, ticket_id) references tickets (organization_id, id) on delete restrict,
  foreign key (organization_id, user_id) references users (organization_id, id) on delete restrict
);
create index ticket_watchers_user on ticket_watchers (organization_id, user_id);

create table ticket_attachments (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  ticket_id uuid not null,
  uploaded_by_id uuid,
  file_name varchar(500) not null,
  file_url text not null,
  file_type varchar(100),
  file_size_bytes bigint,
  is_sensitive boolean not null default false,
  created_at timestamptz(3) not null default app_now(),
  unique (organization_id, id),
  foreign key (organization_id, ticket_id) references tickets (organization_id, id) on delete restrict,
  foreign key (organization_id, uploaded_by_id) references users (organization_id, id) on delete restrict
);
create index ticket_attachments_ticket on ticket_attachments (organization_id, ticket_id, created_at desc);

create table ticket_export_jobs (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  requested_by_id uuid not null,
  filters jsonb not null default '{}',
  status varchar(20) not null default 'pending' check (status in ('pending', 'processing', 'completed', 'failed')),
  file_url text,
  error_message text,
  total_records integer,
  created_at timestamptz(3) not null default app_now(),
  completed_at timestamptz(3),
  unique (organization_id, id),
  foreign key (organization_id, requested_by_id) references users (organization_id, id) on delete restrict
);
create index ticket_export_jobs_requester on ticket_export_jobs (organization_id, requested_by_id);
create index ticket_export_jobs_status on ticket_export_jobs (organization_id, status, created_at desc);

create table ticket_access_grants (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  ticket_id uuid not null,
  user_id uuid not null,
  reason text not null check (length(reason) >= 20),
  granted_at timestamptz(3) not null default app_now(),
  expires_at timestamptz(3) not null,
  unique (organization_id, id),
  foreign key (organization_id, ticket_id) references tickets (organization_id, id) on delete restrict,
  foreign key (organization_id, user_id) references users (organization_id, id) on delete restrict
);
create index ticket_access_grants_holder on ticket_access_grants (organization_id, user_id, ticket_id, expires_at desc);

create table ticket_merges (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  source_id uuid not null,
  target_id uuid not null,
  merged_by_id uuid,
  reason text not null,
  source_before jsonb not null,
  moved_message_ids uuid[] not null default '{}',
  added_watcher_ids uuid[] not null default '{}',
  created_at timestamptz(3) not null default app_now(),
  undone_at timestamptz(3),
  unique (organization_id, id),
  foreign key (organization_id, source_id) references tickets (organization_id, id) on delete restrict,
  foreign key (organization_id, target_id) references tickets (organization_id, id) on delete restrict
);
create index ticket_merges_source on ticket_merges (organization_id, source_id) where undone_at is null;
create index ticket_merges_target on ticket_merges (organization_id, target_id) where undone_at is null;

create table saved_views (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  owner_id uuid not null,
  name text not null check (length(name) between 1 and 80),
  scope text not null check (scope in ('mine', 'team', 'everyone')),
  team_role text,
  query text not null default '',
  columns jsonb not null default '{}',
  position integer not null default 0,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (organization_id, id),
  foreign key (organization_id, owner_id) references users (organization_id, id) on delete restrict
);
create index saved_views_scope on saved_views (organization_id, scope, position);

create table bulk_operations (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  requested_by_id uuid not null,
  action text not null,
  payload jsonb not null default '{}',
  reason text not null,
  status text not null default 'pending' check (status in ('pending', 'running', 'completed', 'cancelled', 'failed')),
  total integer not null default 0,
  succeeded integer not null default 0,
  failed integer not null default 0,
  undo_of_id uuid,
  error_message text,
  created_at timestamptz(3) not null default app_now(),
  started_at timestamptz(3),
  completed_at timestamptz(3),
  unique (organization_id, id),
  foreign key (organization_id, requested_by_id) references users (organization_id, id) on delete restrict,
  foreign key (organization_id, undo_of_id) references bulk_operations (organization_id, id) on delete restrict
);
create index bulk_operations_open on bulk_operations (organization_id, created_at) where status in ('pending', 'running');
create table bulk_operation_items (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  operation_id uuid not null,
  position integer not null,
  ticket_id uuid not null,
  result text not null default 'pending' check (result in ('pending', 'succeeded', 'failed', 'undone')),
  error_code text,
  message text,
  version_after integer,
  before jsonb,
  after jsonb,
  primary key (organization_id, operation_id, position),
  foreign key (organization_id, operation_id) references bulk_operations (organization_id, id) on delete restrict,
  foreign key (organization_id, ticket_id) references tickets (organization_id, id) on delete restrict
);

create table import_mappings (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  name text not null check (length(name) between 1 and 80),
  mapping jsonb not null,
  created_by_id uuid,
  created_at timestamptz(3) not null default now(),
  unique (organization_id, id),
  unique (organization_id, name),
  foreign key (organization_id, created_by_id) references users (organization_id, id) on delete restrict
);
create table import_jobs (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  requested_by_id uuid,
  file_name text not null,
  file_path text not null,
  file_size_bytes bigint not null,
  format jsonb not null default '{}',
  mapping jsonb not null default '{}',
  on_duplicate text not null default 'skip' check (on_duplicate in ('skip', 'update', 'fail')),
  status text not null default 'draft' check (status in ('draft', 'pending', 'running', 'completed', 'cancelled', 'failed')),
  byte_offset bigint not null default 0,
  row_offset bigint not null default 0,
  created_count integer not null default 0,
  updated_count integer not null default 0,
  skipped_count integer not null default 0,
  rejected_count integer not null default 0,
  lease_expires_at timestamptz(3),
  error_message text,
  created_at timestamptz(3) not null default app_now(),
  started_at timestamptz(3),
  completed_at timestamptz(3),
  unique (organization_id, id),
  foreign key (organization_id, requested_by_id) references users (organization_id, id) on delete restrict
);
create index import_jobs_created on import_jobs (organization_id, created_at desc);
create table import_rejects (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  job_id uuid not null,
  line_number bigint not null,
  reason text not null,
  raw text not null,
  primary key (organization_id, job_id, line_number),
  foreign key (organization_id, job_id) references import_jobs (organization_id, id) on delete restrict
);

create table idempotency_keys (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  actor_id uuid not null,
  key text not null check (length(key) between 1 and 255),
  request_hash text not null,
  status integer,
  response jsonb,
  created_at timestamptz(3) not null default now(),
  primary key (organization_id, actor_id, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

create table outbox (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  name text not null,
  data jsonb not null default '{}',
  created_at timestamptz(3) not null default app_now(),
  sent_at timestamptz(3)
);
create index outbox_unsent on outbox (created_at) where sent_at is null;

-- No organization: counts failures per key (address, account and address …) before anyone is known.
create table sign_in_throttle (
  key text primary key,
  failures integer not null default 0,
  window_started_at timestamptz(3) not null default now(),
  blocked_until timestamptz(3)
);
