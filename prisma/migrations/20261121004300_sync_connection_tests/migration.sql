-- What a connection's test found: shown until the next one, so that a mapping can be made without asking the vendor again.
alter table sync_connections
  add column tested_at timestamptz(3),
  add column test_error text,
  add column access jsonb not null default '[]',
  add column vocabulary jsonb not null default '{}',
  -- An archived connection reads nothing and is listed no more; its tickets stay and keep pointing to it.
  add column archived_at timestamptz(3);

-- Which codes of a vendor occur is asked by jumping from one to the next, not by reading every ticket.
create index ticket_sources_status_codes on ticket_sources (organization_id, connection_id, status_code);
create index ticket_sources_source_codes on ticket_sources (organization_id, connection_id, source_code);
