create table webhook_endpoints (
  id uuid not null default new_id() primary key,
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  name text not null check (length(name) between 1 and 100),
  url text not null check (length(url) <= 2000),
  events text[] not null check (cardinality(events) > 0),
  -- Whether internal notes and reasons leave the desk through it: somebody decided so.
  includes_internal boolean not null default false,
  is_enabled boolean not null default true,
  disabled_because text,
  disabled_at timestamptz(3),
  -- Sealed with the installation's secret; signatures need the words themselves, so a hash would not do.
  secret text not null,
  previous_secret text,
  previous_secret_until timestamptz(3),
  -- Since when nothing has arrived there.
  failing_since timestamptz(3),
  last_delivered_at timestamptz(3),
  created_by_id uuid,
  created_at timestamptz(3) not null default app_now(),
  updated_at timestamptz(3) not null default app_now(),
  unique (organization_id, id),
  foreign key (organization_id, created_by_id) references users (organization_id, id) on delete restrict
);
create trigger webhook_endpoints_touch before update on webhook_endpoints for each row execute function touch_updated_at();

create table webhook_deliveries (
  id uuid not null default new_id() primary key,
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  endpoint_id uuid not null,
  -- The message's own id, which a repetition and a replay keep: receivers know by it what they have had.
  message_id text not null,
  -- The message's id, or the delivery's own for one that somebody asked for again.
  dedupe_key text not null,
  event_name text not null,
  ticket_id uuid,
  -- Byte for byte what is signed and sent.
  body text not null,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
  attempts integer not null default 0,
  next_attempt_at timestamptz(3) default app_now(),
  first_attempt_at timestamptz(3),
  finished_at timestamptz(3),
  response_status integer,
  last_error text,
  replayed_from_id uuid,
  created_at timestamptz(3) not null default app_now(),
  unique (organization_id, id),
  unique (organization_id, endpoint_id, dedupe_key),
  foreign key (organization_id, endpoint_id) references webhook_endpoints (organization_id, id) on delete cascade
);
create index webhook_deliveries_newest on webhook_deliveries (organization_id, endpoint_id, created_at desc, id desc);
create index webhook_deliveries_pending on webhook_deliveries (organization_id, next_attempt_at) where status = 'pending';
create index webhook_deliveries_old on webhook_deliveries (organization_id, created_at);

create table webhook_attempts (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  delivery_id uuid not null,
  number integer not null,
  attempted_at timestamptz(3) not null,
  duration_ms integer not null,
  response_status integer,
  response_excerpt text,
  error text,
  primary key (organization_id, delivery_id, number),
  foreign key (organization_id, delivery_id) references webhook_deliveries (organization_id, id) on delete cascade
);

select protect_organization_table('webhook_endpoints');
select protect_organization_table('webhook_deliveries');
select protect_organization_table('webhook_attempts');
grant select, insert, update, delete on webhook_endpoints, webhook_deliveries, webhook_attempts to docket_app;
