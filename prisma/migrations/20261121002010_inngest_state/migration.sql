-- State of the embedded Inngest server: what runs, what it remembers, what it waits for. A schema of its own,
-- since none of it belongs to the desk's data model; the server logs in as the application's role.
create schema inngest;
grant usage on schema inngest to docket_app;

create table inngest.apps (
  id text primary key,
  url text not null,
  sdk text,
  framework text,
  registered_at timestamptz(3) not null default now()
);

create table inngest.functions (
  id text primary key,
  app_id text not null references inngest.apps (id) on delete cascade,
  name text not null,
  config jsonb not null,
  -- A function that the app no longer has keeps its row for its runs.
  is_current boolean not null default true
);

create table inngest.schedules (
  function_id text not null references inngest.functions (id) on delete cascade,
  cron text not null,
  next_at timestamptz(3) not null,
  primary key (function_id, cron)
);
create index schedules_due on inngest.schedules (next_at);

-- Ids of events that had an effect, so that a repeated one has none.
create table inngest.events (
  id text primary key,
  name text not null,
  organization_id uuid,
  received_at timestamptz(3) not null default now()
);
create index events_age on inngest.events (received_at);

create table inngest.runs (
  id text primary key,
  app_id text not null,
  function_id text not null,
  organization_id uuid,
  status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'failed', 'cancelled')),
  cron text,
  event_name text not null,
  -- json, not jsonb: the function sees its events exactly as they were sent.
  events json not null,
  is_parallel boolean not null default false,
  output json,
  error json,
  singleton_key text,
  concurrency_keys text[] not null default '{}',
  concurrency_limits integer[] not null default '{}',
  parent_run_id text,
  parent_step_id text,
  retry_of text,
  created_at timestamptz(3) not null default now(),
  started_at timestamptz(3),
  ended_at timestamptz(3)
);
create index runs_newest on inngest.runs (created_at desc, id desc);
create index runs_of_function on inngest.runs (function_id, created_at desc, id desc);
create index runs_active on inngest.runs (function_id, singleton_key) where status in ('queued', 'running');
create index runs_ended on inngest.runs (ended_at) where ended_at is not null;

create table inngest.steps (
  run_id text not null references inngest.runs (id) on delete cascade,
  id text not null,
  organization_id uuid,
  op text not null,
  name text not null,
  status text not null check (status in ('planned', 'waiting', 'retrying', 'completed', 'failed')),
  options json,
  data json,
  error json,
  attempt integer not null default 0,
  -- Order of completion, which the SDK replays.
  ordinal integer,
  started_at timestamptz(3) not null default now(),
  ended_at timestamptz(3),
  primary key (run_id, id)
);

-- One request to the app each: a run's next move (step_id 'step') or one planned step.
create table inngest.jobs (
  id bigint generated always as identity primary key,
  app_id text not null,
  run_id text not null references inngest.runs (id) on delete cascade,
  step_id text not null default 'step',
  due_at timestamptz(3) not null default now(),
  -- Due time less priority.
  order_at timestamptz(3) not null default now(),
  attempt integer not null default 0,
  deliveries integer not null default 0,
  -- Something happened meanwhile that this move did not see: move again.
  is_stale boolean not null default false,
  concurrency_keys text[] not null default '{}',
  concurrency_limits integer[] not null default '{}',
  worker integer,
  leased_until timestamptz(3),
  unique (run_id, step_id)
);
create index jobs_waiting on inngest.jobs (order_at, id) where worker is null;
create index jobs_due on inngest.jobs (due_at) where worker is null;
create index jobs_leased on inngest.jobs (worker) where worker is not null;

-- Ends of sleeps and timeouts of waits.
create table inngest.timers (
  run_id text not null references inngest.runs (id) on delete cascade,
  step_id text not null,
  due_at timestamptz(3) not null,
  primary key (run_id, step_id)
);
create index timers_due on inngest.timers (due_at);

-- Runs that an event resumes (step_id) or cancels (none). match_value is "path=value" where the expression
-- compares one field of both events, so that an event finds its few among many.
create table inngest.waits (
  id bigint generated always as identity primary key,
  run_id text not null references inngest.runs (id) on delete cascade,
  step_id text,
  event_name text not null,
  expression text,
  match_value text,
  expires_at timestamptz(3)
);
create index waits_of_run on inngest.waits (run_id);
create index waits_by_event on inngest.waits (event_name, match_value);

-- Flow control.
create table inngest.idempotency_keys (
  function_id text not null,
  key text not null,
  expires_at timestamptz(3) not null,
  primary key (function_id, key)
);
create table inngest.admissions (
  function_id text not null,
  key text not null,
  admitted_at timestamptz(3) not null default now()
);
create index admissions_window on inngest.admissions (function_id, key, admitted_at);
create table inngest.throttles (
  function_id text not null,
  key text not null,
  next_at timestamptz(3) not null,
  primary key (function_id, key)
);
create table inngest.debounces (
  function_id text not null,
  key text not null,
  event json not null,
  first_at timestamptz(3) not null default now(),
  due_at timestamptz(3) not null,
  primary key (function_id, key)
);
create index debounces_due on inngest.debounces (due_at);
create table inngest.batches (
  function_id text not null,
  key text not null,
  events jsonb not null,
  due_at timestamptz(3) not null,
  primary key (function_id, key)
);
create index batches_due on inngest.batches (due_at);

grant select, insert, update, delete on all tables in schema inngest to docket_app;
grant usage on all sequences in schema inngest to docket_app;

-- The server works for all organizations and says none. A request's transaction, which says one, sees its own
-- runs and the schedules' and changes nothing but through the functions below.
do $$
declare name text;
begin
  foreach name in array array['events', 'runs', 'steps', 'jobs', 'timers', 'waits', 'idempotency_keys',
    'admissions', 'throttles', 'debounces', 'batches'] loop
    execute format('alter table inngest.%I enable row level security', name);
    execute format('alter table inngest.%I force row level security', name);
    execute format('create policy server on inngest.%I using ((select app_organization_id()) is null)', name);
  end loop;
  foreach name in array array['runs', 'steps'] loop
    execute format('create policy organization on inngest.%I for select
      using (organization_id is null or organization_id = (select app_organization_id()))', name);
  end loop;
end
$$;

-- Hands up to `wanted` due jobs of these apps to a worker, oldest first, within the limits of their concurrency
-- keys. The counting needs one claimer at a time; claims without keys in play do not wait for anything else.
create function inngest.claim_jobs(apps text[], claimer integer, wanted integer, lease interval)
returns setof inngest.jobs language plpgsql set search_path = inngest, pg_temp as $$
#variable_conflict use_column
declare
  busy jsonb;
  chosen bigint[] := '{}';
  saturated text[];
  candidate record;
  slot integer;
  has_candidates boolean := true;
  is_free boolean;
begin
  perform pg_advisory_xact_lock(7033, 0);
  select coalesce(jsonb_object_agg(key, count), '{}') into busy from (
    select key, count(*) from jobs, unnest(concurrency_keys) key where worker is not null group by key) counted;
  select coalesce(array_agg(distinct key), '{}') into saturated
    from jobs, unnest(concurrency_keys, concurrency_limits) as limits (key, most)
    where worker is not null and (busy ->> key)::integer >= most;
  while has_candidates and cardinality(chosen) < wanted loop
    has_candidates := false;
    for candidate in
      select id, concurrency_keys, concurrency_limits from jobs
      where worker is null and due_at <= now() and app_id = any (apps) and id <> all (chosen)
        and not concurrency_keys && saturated
      order by order_at, id limit greatest(wanted * 2, 20) for update skip locked
    loop
      exit when cardinality(chosen) >= wanted;
      is_free := true;
      for slot in 1 .. cardinality(candidate.concurrency_keys) loop
        if coalesce((busy ->> candidate.concurrency_keys[slot])::integer, 0) >= candidate.concurrency_limits[slot] then
          saturated := saturated || candidate.concurrency_keys[slot];
          is_free := false;
          has_candidates := true;
        end if;
      end loop;
      continue when not is_free;
      chosen := chosen || candidate.id;
      for slot in 1 .. cardinality(candidate.concurrency_keys) loop
        busy := jsonb_set(busy, array[candidate.concurrency_keys[slot]],
          to_jsonb(coalesce((busy ->> candidate.concurrency_keys[slot])::integer, 0) + 1));
      end loop;
    end loop;
  end loop;
  return query
    update jobs set worker = claimer, leased_until = now() + lease, deliveries = deliveries + 1, is_stale = false
    where id = any (chosen) returning *;
end
$$;

-- When something is due next; null when nothing is planned.
create function inngest.next_due() returns timestamptz language sql stable set search_path = inngest, pg_temp as $$
  select least(
    (select min(due_at) from jobs where worker is null), (select min(due_at) from timers),
    (select min(due_at) from debounces), (select min(due_at) from batches), (select min(next_at) from schedules))
$$;

-- Whether anything but jobs is due.
create function inngest.timers_due() returns boolean language sql stable set search_path = inngest, pg_temp as $$
  select least((select min(due_at) from timers), (select min(due_at) from debounces),
    (select min(due_at) from batches), (select min(next_at) from schedules)) <= now()
$$;

-- Ends a run from outside; what it planned, waited for or had under way is dropped.
create function inngest.cancel_run(id text, reason text) returns boolean
language plpgsql security definer set search_path = inngest, public, pg_temp as $$
declare
  organization uuid := app_organization_id();
  cancelled boolean;
begin
  perform set_config('app.organization_id', '', true);
  update runs r set status = 'cancelled', ended_at = now(), error = json_build_object('name', 'Cancelled', 'message', reason)
    where r.id = cancel_run.id and r.status in ('queued', 'running')
      and (organization is null or r.organization_id = organization or r.organization_id is null);
  cancelled := found;
  if cancelled then
    delete from jobs where run_id = cancel_run.id;
    delete from timers where run_id = cancel_run.id;
    delete from waits where run_id = cancel_run.id;
  end if;
  perform set_config('app.organization_id', coalesce(organization::text, ''), true);
  return cancelled;
end
$$;

-- Runs the function again with the same events, as a new run; null when there is no such run of this organization.
create function inngest.rerun(id text, new_id text) returns text
language plpgsql security definer set search_path = inngest, public, pg_temp as $$
declare
  organization uuid := app_organization_id();
  created text;
begin
  perform set_config('app.organization_id', '', true);
  insert into runs (id, app_id, function_id, organization_id, cron, event_name, events, singleton_key,
      concurrency_keys, concurrency_limits, retry_of)
    select new_id, r.app_id, r.function_id, r.organization_id, r.cron, r.event_name, r.events, r.singleton_key,
      r.concurrency_keys, r.concurrency_limits, r.id
    from runs r join functions f on f.id = r.function_id and f.is_current
    where r.id = rerun.id and r.status in ('completed', 'failed', 'cancelled')
      and (organization is null or r.organization_id = organization or r.organization_id is null)
    returning runs.id into created;
  insert into jobs (app_id, run_id, concurrency_keys, concurrency_limits)
    select app_id, runs.id, concurrency_keys, concurrency_limits from runs where runs.id = created;
  perform set_config('app.organization_id', coalesce(organization::text, ''), true);
  return created;
end
$$;

revoke all on all functions in schema inngest from public;
grant execute on all functions in schema inngest to docket_app;
