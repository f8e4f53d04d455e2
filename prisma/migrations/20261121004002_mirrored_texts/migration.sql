-- A ticket's own description is plain text; the vendor's, cleaned of what could run in a browser, stands beside it.
alter table ticket_sources add column description_html text;
-- A run's history, newest first across connections, by kind.
create index sync_runs_kind on sync_runs (organization_id, connection_id, kind, created_at desc);
