alter table import_jobs
  add column file_digest text,
  add column analysis jsonb not null default '{}',
  -- Work of the command line stays with the command line until someone hands it to the server.
  add column runner text not null default 'background' check (runner in ('background', 'command_line')),
  add column lease_holder uuid,
  add column line_offset bigint not null default 0,
  add column read_bytes bigint not null default 0,
  add column rows_per_second real;
create index import_jobs_open on import_jobs (created_at) where status in ('pending', 'running');
create index import_jobs_digest on import_jobs (organization_id, file_digest, created_at desc);

-- Records of one-line JSON share their line.
alter table import_rejects
  add column row_number bigint not null,
  drop constraint import_rejects_pkey,
  add primary key (organization_id, job_id, row_number);

-- The next job for one runner, of any organization; a job whose runner died is free again when its lease ends.
create function claim_import_job(holder uuid, lease_seconds integer)
returns table (job_id uuid, job_organization_id uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.maintenance', 'on', true);
  return query
    update import_jobs j set status = 'running', lease_holder = holder, started_at = coalesce(j.started_at, now()),
      lease_expires_at = now() + lease_seconds * interval '1 second'
    where j.id = (
      select i.id from import_jobs i
      where i.runner = 'background' and (i.status = 'pending' or (i.status = 'running' and i.lease_expires_at < now()))
      order by i.created_at for update skip locked limit 1)
    returning j.id, j.organization_id;
end
$$;

-- Files and rows of drafts that nobody started for a week.
create function forget_import_drafts() returns setof text
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.maintenance', 'on', true);
  return query delete from import_jobs where status = 'draft' and created_at < now() - interval '7 days' returning file_path;
end
$$;

-- An imported ticket was created when its source says so; what it was at first is in metadata.import.
create or replace function audit_ticket_inserts() returns trigger language plpgsql as $$
declare
  is_import constant boolean := coalesce(current_setting('app.ticket_override', true), '') = 'import';
begin
  insert into ticket_audit (organization_id, ticket_id, action, created_at, payload)
  select n.organization_id, n.id, 'CREATED', case when is_import then n.created_at else app_now() end,
    jsonb_strip_nulls(jsonb_build_object(
      'number', n.number, 'title', n.title, 'priority', coalesce(first.value ->> 'initial_priority', n.priority),
      'status', coalesce(first.value ->> 'initial_status', n.status), 'source', n.source,
      'external_id', n.external_id, 'owner_id', n.owner_id, 'owner_role', n.owner_role, 'sla_due_at', n.sla_due_at,
      'imported_at', case when is_import then app_now() end, 'import_job_id', first.value ->> 'job_id'))
  from new_tickets n
  cross join lateral (select case when is_import then n.metadata -> 'import' end as value) first;
  return null;
end
$$;

-- Which of these uploads belong to a job; the others were left behind by a process that died.
create function known_import_files(paths text[]) returns setof text
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.maintenance', 'on', true);
  return query select file_path from import_jobs
    where file_path = any (paths) and status in ('draft', 'pending', 'running', 'failed');
end
$$;

-- As before, except that an import which continues a ticket's history writes that history itself.
create or replace function audit_ticket_updates() returns trigger language plpgsql as $$
declare
  is_import constant boolean := coalesce(current_setting('app.ticket_override', true), '') = 'import';
begin
  insert into ticket_audit (organization_id, ticket_id, action, payload)
  select n.organization_id, n.id, change.action,
    change.payload || jsonb_strip_nulls(jsonb_build_object('reason', nullif(current_setting('app.reason', true), '')))
  from new_tickets n
  join old_tickets o on o.id = n.id
  cross join lateral (
    select 'STATUS_CHANGED' as action, jsonb_build_object('old_status', o.status, 'new_status', n.status) as payload
      where o.status is distinct from n.status
    union all
    select 'ASSIGNED', jsonb_build_object('old_owner_id', o.owner_id, 'old_owner_role', o.owner_role,
        'new_owner_id', n.owner_id, 'new_owner_role', n.owner_role)
      where (o.owner_id, o.owner_role) is distinct from (n.owner_id, n.owner_role)
    union all
    select 'PRIORITY_CHANGED', jsonb_build_object('old_priority', o.priority, 'new_priority', n.priority)
      where o.priority is distinct from n.priority
    union all
    select 'FIELD_CHANGED', jsonb_build_object('field', f.key, 'old', f.value, 'new', to_jsonb(n) -> f.key)
      from jsonb_each(to_jsonb(o)) f
      where f.value is distinct from to_jsonb(n) -> f.key
        and f.key not in ('status', 'status_rank', 'owner_id', 'owner_role', 'priority', 'priority_rank', 'updated_at', 'version',
          'sla_near_breach_at', 'escalated_from')
  ) change
  where not is_import
    or o.metadata #> '{import,last_event_at}' is not distinct from n.metadata #> '{import,last_event_at}';
  return null;
end
$$;

-- One call for a whole batch instead of one a row.
create function next_ticket_numbers(count integer) returns setof integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  numbers constant regclass := ticket_number_sequence(app_organization_id())::regclass;
begin
  return query select nextval(numbers)::integer from generate_series(1, count);
end
$$;
