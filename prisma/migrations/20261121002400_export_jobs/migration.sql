alter table ticket_export_jobs
  drop constraint ticket_export_jobs_status_check,
  add constraint ticket_export_jobs_status_check
    check (status in ('pending', 'processing', 'completed', 'failed', 'cancelled')),
  add column format text not null default 'csv' check (format in ('csv', 'json', 'xlsx')),
  add column columns text[] not null default '{}',
  add column options jsonb not null default '{}',
  -- With whose rights the file is made; whoever has others by the time of the download must make a new one.
  add column requested_by_role text not null default app_actor_role(),
  add column scopes text[],
  add column ip_address text,
  -- The one instant that every row of the file shows.
  add column as_of timestamptz(3),
  add column written_records integer not null default 0,
  add column records_per_second real,
  add column attempts integer not null default 0,
  add column file_name text,
  add column file_key text,
  add column file_size_bytes bigint,
  add column expires_at timestamptz(3),
  add column started_at timestamptz(3),
  add column lease_holder uuid,
  add column lease_expires_at timestamptz(3);
create index ticket_export_jobs_open on ticket_export_jobs (organization_id, created_at) where status in ('pending', 'processing');
create index ticket_export_jobs_files on ticket_export_jobs (organization_id) where file_key is not null;
