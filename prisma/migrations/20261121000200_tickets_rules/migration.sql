-- Ticket numbers come from one sequence per organization, so that writers never wait for each other.
create function ticket_number_sequence(organization uuid) returns text language sql immutable
  as $$ select 'ticket_number_' || replace(organization::text, '-', '') $$;

create function next_ticket_number(organization uuid) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  return nextval(ticket_number_sequence(organization)::regclass);
end
$$;

create function prepare_organization() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.maintenance', 'on', true);
  execute format('create sequence if not exists %I', ticket_number_sequence(new.id));
  insert into sla_config (id, organization_id, priority, response_time_minutes, resolution_time_minutes, escalation_chain)
  values
    ('SLA-LOW', new.id, 'LOW', 1440, 4320, '["franchise_agent", "ops_manager", "regional_manager"]'),
    ('SLA-MEDIUM', new.id, 'MEDIUM', 480, 2880, '["ops_agent", "ops_manager", "regional_manager"]'),
    ('SLA-HIGH', new.id, 'HIGH', 120, 1440, '["ops_manager", "regional_manager", "hq_support"]'),
    ('SLA-CRITICAL', new.id, 'CRITICAL', 30, 240, '["hq_support", "regional_manager", "ceo_oncall"]')
  on conflict do nothing;
  return new;
end
$$;
create trigger organizations_prepare after insert on organizations for each row execute function prepare_organization();

-- After rows arrived with numbers of their own (restore), continue behind the highest one.
create function continue_ticket_numbers(organization uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.maintenance', 'on', true);
  execute format('create sequence if not exists %I', ticket_number_sequence(organization));
  perform setval(ticket_number_sequence(organization)::regclass,
    coalesce((select max(number) from tickets where organization_id = organization), 0) + 1, false);
end
$$;

create function calculate_sla_due_at(ticket_priority text, created timestamptz default app_now()) returns timestamptz
language sql stable as $$
  select created + resolution_time_minutes * interval '1 minute' from sla_config where priority = ticket_priority
$$;
create function calculate_response_due_at(ticket_priority text, created timestamptz default app_now()) returns timestamptz
language sql stable as $$
  select created + response_time_minutes * interval '1 minute' from sla_config where priority = ticket_priority
$$;

-- Near breach: less than 20 % of the ticket's own window (created to due) is left. In seconds, because an
-- interval's days change length with the session's zone; to the millisecond, as the column below keeps it.
create function sla_near_breach_at(due timestamptz, created timestamptz) returns timestamptz
language sql immutable parallel safe as $$
  select least(due, due - make_interval(secs => extract(epoch from due - created)::float8 * 0.2))::timestamptz(3)
$$;

create function get_sla_status(due timestamptz, created timestamptz, ticket_status text, at timestamptz default app_now())
returns text language sql stable parallel safe as $$
  select case
    when ticket_status in ('RESOLVED', 'CLOSED') then 'completed'
    when due is null then 'no_sla'
    when due < at then 'breached'
    when sla_near_breach_at(due, created) < at then 'near_breach'
    else 'on_track'
  end
$$;

alter table tickets add column sla_near_breach_at timestamptz(3)
  generated always as (sla_near_breach_at(sla_due_at, created_at)) stored;
create index tickets_near_breach_open on tickets (organization_id, sla_near_breach_at, id)
  where not archived and status not in ('RESOLVED', 'CLOSED') and sla_due_at is not null;

create function touch_updated_at() returns trigger language plpgsql as $$
begin
  new.updated_at := app_now();
  return new;
end
$$;
create trigger organizations_touch before update on organizations for each row execute function touch_updated_at();
create trigger users_touch before update on users for each row
  when (old.* is distinct from new.*) execute function touch_updated_at();
create trigger companies_touch before update on companies for each row execute function touch_updated_at();
create trigger requesters_touch before update on requesters for each row execute function touch_updated_at();
create trigger sla_config_touch before update on sla_config for each row execute function touch_updated_at();
create trigger saved_views_touch before update on saved_views for each row execute function touch_updated_at();
create trigger linked_entities_touch before update on linked_entities for each row execute function touch_updated_at();

create function prepare_ticket() returns trigger language plpgsql as $$
begin
  new.number := coalesce(new.number, next_ticket_number(new.organization_id));
  if not new.sla_due_is_manual and new.sla_due_at is null then
    new.sla_due_at := calculate_sla_due_at(new.priority, new.created_at);
  end if;
  new.response_due_at := coalesce(new.response_due_at, calculate_response_due_at(new.priority, new.created_at));
  return new;
end
$$;
create trigger tickets_prepare before insert on tickets for each row execute function prepare_ticket();

-- The same table as lib/tickets/status.ts; a test holds the two against each other.
create function is_ticket_transition_allowed(old_status text, new_status text) returns boolean
language sql immutable parallel safe as $$
  select case old_status
    when 'NEW' then new_status in ('OPEN', 'IN_PROGRESS', 'ESCALATED', 'RESOLVED', 'CLOSED')
    when 'OPEN' then new_status in ('IN_PROGRESS', 'RESOLVED', 'ESCALATED') or new_status like 'AWAITING\_%'
    when 'IN_PROGRESS' then new_status in ('OPEN', 'RESOLVED', 'ESCALATED') or new_status like 'AWAITING\_%'
    when 'ESCALATED' then new_status in ('IN_PROGRESS', 'RESOLVED') or new_status like 'AWAITING\_%'
    when 'RESOLVED' then new_status in ('CLOSED', 'REOPENED')
    when 'REOPENED' then new_status in ('IN_PROGRESS', 'RESOLVED', 'ESCALATED') or new_status like 'AWAITING\_%'
    when 'CLOSED' then false
    else old_status like 'AWAITING\_%' and new_status in ('IN_PROGRESS', 'RESOLVED', 'ESCALATED')
  end
$$;

-- app.ticket_override is set by merge, undo and import alone: they put back or take over a state
-- that was reached elsewhere, so the table of moves does not apply to them.
create function guard_ticket_update() returns trigger language plpgsql as $$
declare
  override text := coalesce(current_setting('app.ticket_override', true), '');
  -- Generated columns are still empty here; the rest says nothing a colleague could have edited.
  unversioned constant text[] := '{updated_at,first_response_at,version,metadata,priority_rank,status_rank,sla_near_breach_at}';
begin
  if override = '' and new.status is distinct from old.status then
    if not is_ticket_transition_allowed(old.status, new.status) then
      raise exception 'A ticket cannot move from % to %.', old.status, new.status using errcode = 'DK001';
    end if;
    new.escalated_from := case when new.status = 'ESCALATED' then old.status end;
    if new.status = 'RESOLVED' then
      new.resolved_at := app_now();
    elsif new.status = 'CLOSED' then
      new.closed_at := app_now();
    elsif new.status = 'REOPENED' then
      new.resolved_at := null;
    end if;
  end if;
  if override = '' and new.priority is distinct from old.priority then
    if not new.sla_due_is_manual then
      new.sla_due_at := calculate_sla_due_at(new.priority, new.created_at);
    end if;
    new.response_due_at := calculate_response_due_at(new.priority, new.created_at);
    new.sla_breached := new.sla_breached and new.sla_due_at < app_now();
  end if;
  -- A reply moves updated_at only: it must not make a colleague's half-finished edit stale.
  if (to_jsonb(new) - unversioned) is distinct from (to_jsonb(old) - unversioned) then
    new.version := old.version + 1;
  end if;
  if override <> 'import' then
    new.updated_at := app_now();
  end if;
  return new;
end
$$;
create trigger tickets_guard before update on tickets for each row execute function guard_ticket_update();

create function apply_ticket_messages() returns trigger language plpgsql as $$
begin
  -- The first public answer by someone of the desk, never by the requester or the ticket's creator.
  update tickets t set updated_at = app_now(), first_response_at = coalesce(t.first_response_at, replies.answered_at)
  from (
    select m.organization_id, m.ticket_id,
      min(m.created_at) filter (where not m.is_internal_note
        and m.actor_role not in ('driver', 'shipper', 'operator', 'requester', 'system')
        and m.actor_id is distinct from x.created_by_id) as answered_at
    from inserted_messages m join tickets x on x.organization_id = m.organization_id and x.id = m.ticket_id
    group by 1, 2
  ) replies
  where t.organization_id = replies.organization_id and t.id = replies.ticket_id;
  return null;
end
$$;
create trigger ticket_messages_apply after insert on ticket_messages
  referencing new table as inserted_messages for each statement execute function apply_ticket_messages();
