-- A ticket that another desk owns: what it promised, who works on it and how it ends is decided there, so no clock of
-- ours ever acts on it.
alter table tickets add column is_mirrored boolean not null default false;

-- The functions around it keep what they do otherwise, in whatever version this database has them.
create function amend_function(name regprocedure, before text, after text) returns void language plpgsql as $$
declare definition text := pg_get_functiondef(name);
begin
  if position(before in definition) = 0 then
    raise exception 'The function % does not say: %', name, before;
  end if;
  execute overlay(definition placing after from position(before in definition) for length(before));
end
$$;
select amend_function('next_sla_instant(tickets)', 'when t.archived or', 'when t.is_mirrored or t.archived or');
select amend_function('move_ticket_clocks()', 'has_new_target := (', 'if new.is_mirrored then
    new.sla_next_at := null;
    return new;
  end if;
  has_new_target := (');
-- What a mirror or an import brings was said elsewhere, at its own time: it answers nobody and moves no clock here.
select amend_function('apply_ticket_messages()', 'begin', 'begin
  if current_setting(''app.ticket_override'', true) = ''import'' then
    return null;
  end if;');
select amend_function('audit_ticket_messages()', 'begin', 'begin
  if current_setting(''app.ticket_override'', true) = ''import'' then
    return null;
  end if;');
drop function amend_function(regprocedure, text, text);

alter table ticket_sources
  -- Over the conversations and the hours; the vendor's updated_at they were last read completely at.
  add column detail_checksum text,
  add column detailed_updated_at timestamptz(3);
-- Counts what a run has stored: whoever is not up to date with it has been replaced.
alter table sync_runs add column sequence integer not null default 0;
alter table sync_connections add column schedules_checked_at timestamptz(3) not null default app_now();
alter table sync_webhook_receipts
  add column event text not null default 'ticket.updated',
  add column handled_at timestamptz(3);
create index sync_webhook_receipts_waiting on sync_webhook_receipts (organization_id, connection_id, received_at)
  where handled_at is null;

-- A message that was edited or taken away at the vendor is no longer found by its old words.
create function rebuild_ticket_search(ids uuid[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.maintenance', 'on', true);
  update ticket_search s set
    document = search_vector(t.title, 'A') || search_vector(t.description, 'B') || coalesce(said.public_text, '')
      || coalesce((select file_names_vector(string_agg(a.file_name, ' ' order by a.id)) from ticket_attachments a
        where a.organization_id = t.organization_id and a.ticket_id = t.id), ''),
    note_document = said.note_text
  from tickets t cross join lateral (
    select search_vector(string_agg(m.message_text, ' ' order by m.id) filter (where not m.is_internal_note), 'C') as public_text,
      search_vector(string_agg(m.message_text, ' ' order by m.id) filter (where m.is_internal_note), 'C') as note_text
    from ticket_messages m where m.organization_id = t.organization_id and m.ticket_id = t.id
  ) said
  where t.organization_id = app_organization_id() and t.id = any (ids)
    and s.organization_id = t.organization_id and s.ticket_id = t.id;
  perform set_config('app.maintenance', '', true);
end
$$;

-- A call of the vendor's names no organization: its secret does.
create function list_sync_webhooks(wanted_vendor text)
returns table (connection_id uuid, connection_organization_id uuid, secret_sealed text)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.maintenance', 'on', true);
  return query select c.id, c.organization_id, c.webhook_secret_sealed from sync_connections c
    where c.vendor = wanted_vendor and c.is_active and c.webhook_secret_sealed is not null order by c.created_at;
  perform set_config('app.maintenance', '', true);
end
$$;
