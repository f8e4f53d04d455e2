-- Three clocks on every ticket. sla_* is the resolution (documented names), response_* the first response, next_response_*
-- the answer to what a requester wrote since. A clock that stands still keeps its due time and says since when; due and
-- near breach move on by the pause when it ends.
alter table tickets
  -- The team whose policy applies: the queue it was assigned to. An escalation changes who works on it, not what was promised.
  add column sla_team text,
  add column sla_due_reason text,
  add column sla_paused_at timestamptz(3),
  add column response_near_breach_at timestamptz(3),
  add column response_paused_at timestamptz(3),
  add column next_response_started_at timestamptz(3),
  add column next_response_due_at timestamptz(3),
  add column next_response_near_breach_at timestamptz(3),
  add column next_response_paused_at timestamptz(3),
  add column response_breached boolean not null default false,
  add column next_response_breached boolean not null default false,
  add column sla_near_notified boolean not null default false,
  add column response_near_notified boolean not null default false,
  add column next_response_near_notified boolean not null default false,
  -- Time that did not count lies behind, so that a new target cannot simply be added to the start.
  add column sla_has_pauses boolean not null default false,
  -- The clocks must be counted from the history: lib/sla/settle-clocks.ts does, in the same transaction or soon after.
  add column sla_is_stale boolean not null default false,
  add column sla_next_escalation_at timestamptz(3),
  -- The next instant at which the desk itself must act; null when there is none.
  add column sla_next_at timestamptz(3);
alter table tickets alter column sla_near_breach_at drop expression;
create index tickets_sla_next on tickets (organization_id, sla_next_at, id) where sla_next_at is not null;
create index tickets_sla_stale on tickets (organization_id, id) where sla_is_stale;
create index tickets_response_due on tickets (organization_id, (coalesce(response_due_at, 'infinity')), id) where not archived;
create index tickets_response_due_open on tickets (organization_id, response_due_at, id)
  where not archived and first_response_at is null and status not in ('RESOLVED', 'CLOSED');
create index tickets_next_response_due on tickets (organization_id, next_response_due_at, id) where next_response_due_at is not null;

-- The policy of a team, else the one for everybody.
create function sla_policy_of(ticket_priority text, team text, franchise uuid) returns sla_config
language sql stable as $$
  select c from sla_config c
  where c.priority = ticket_priority and (c.owner_role is null or c.owner_role = team)
    and (c.franchise_id is null or c.franchise_id = franchise)
  order by c.franchise_id is null, c.owner_role is null limit 1
$$;

create or replace function calculate_sla_due_at(ticket_priority text, created timestamptz default app_now()) returns timestamptz
language sql stable as $$
  select created + resolution_time_minutes * interval '1 minute' from sla_config
  where priority = ticket_priority and owner_role is null and franchise_id is null
$$;

-- One clock of a ticket: where it stands. lib/tickets/filter-tickets.ts spells the same as ranges.
create function get_clock_status(due timestamptz, near timestamptz, ticket_status text, stopped timestamptz,
  paused timestamptz, at timestamptz default app_now())
returns text language sql stable parallel safe as $$
  select case
    when ticket_status in ('RESOLVED', 'CLOSED') or stopped is not null then 'completed'
    when due is null then 'no_sla'
    when due < coalesce(paused, at) then 'breached'
    when paused is not null then 'paused'
    when near < at then 'near_breach'
    else 'on_track'
  end
$$;
drop function get_sla_status(timestamptz, timestamptz, text, timestamptz);
create function get_sla_status(due timestamptz, near timestamptz, ticket_status text, paused timestamptz,
  at timestamptz default app_now())
returns text language sql stable parallel safe as $$
  select get_clock_status(due, near, ticket_status, null, paused, at)
$$;

-- A pause begins or ends at an instant: the clock stands still, or moves on by the pause unless it had run out before.
create function hold_clock(inout due timestamptz, inout near timestamptz, inout paused timestamptz, is_paused boolean, at timestamptz)
language plpgsql immutable as $$
begin
  if is_paused then
    paused := coalesce(paused, at);
  elsif paused is not null then
    due := case when due > paused then due + (at - paused) else due end;
    near := case when near > paused then near + (at - paused) else near end;
    paused := null;
  end if;
end
$$;

-- The earliest thing to do for a clock: warn, then breach.
create function next_of_clock(due timestamptz, near timestamptz, paused timestamptz, is_warned boolean, is_breached boolean)
returns timestamptz language sql immutable parallel safe as $$
  select case when paused is null and not is_breached then case when is_warned then due else least(near, due) end end
$$;

create function start_ticket_clocks() returns trigger language plpgsql as $$
declare
  at constant timestamptz(3) := app_now();
  policy sla_config;
  is_finished constant boolean := new.status in ('RESOLVED', 'CLOSED');
begin
  new.sla_team := coalesce(new.sla_team, new.owner_role);
  -- An import brings what it counted from its history.
  if coalesce(current_setting('app.ticket_override', true), '') <> 'import' then
    policy := sla_policy_of(new.priority, new.sla_team, new.assigned_franchise_id);
    if policy.id is not null then
      if new.sla_due_at is null and not new.sla_due_is_manual then
        new.sla_due_at := new.created_at + policy.resolution_time_minutes * interval '1 minute';
      end if;
      new.response_due_at := coalesce(new.response_due_at, new.created_at + policy.response_time_minutes * interval '1 minute');
      new.sla_is_stale := new.sla_is_stale
        or (policy.response_calendar_id is not null or policy.resolution_calendar_id is not null) and not is_finished;
      if is_finished or new.status = any (policy.resolution_pauses) and not new.sla_due_is_manual then
        new.sla_paused_at := coalesce(new.sla_paused_at, new.resolved_at, new.closed_at, at);
      end if;
      if new.first_response_at is null and (is_finished or new.status = any (policy.response_pauses)) then
        new.response_paused_at := coalesce(new.response_paused_at, new.resolved_at, new.closed_at, at);
      end if;
    end if;
    new.sla_near_breach_at := sla_near_breach_at(new.sla_due_at, new.created_at);
    new.response_near_breach_at := sla_near_breach_at(new.response_due_at, new.created_at);
  end if;
  new.sla_next_at := next_sla_instant(new);
  return new;
end
$$;

create function next_sla_instant(t tickets) returns timestamptz language sql stable as $$
  select case
    when t.archived or t.status in ('RESOLVED', 'CLOSED') then null
    when t.sla_is_stale then app_now()
    else least(
      next_of_clock(t.sla_due_at, t.sla_near_breach_at, t.sla_paused_at, t.sla_near_notified, t.sla_breached),
      case when t.sla_paused_at is null and t.sla_breached then t.sla_next_escalation_at end,
      case when t.first_response_at is null then
        next_of_clock(t.response_due_at, t.response_near_breach_at, t.response_paused_at, t.response_near_notified, t.response_breached) end,
      next_of_clock(t.next_response_due_at, t.next_response_near_breach_at, t.next_response_paused_at,
        t.next_response_near_notified, t.next_response_breached))
  end
$$;
create trigger tickets_start_clocks before insert on tickets for each row execute function start_ticket_clocks();

-- Keeps the clocks in step where every hour counts. Whatever needs the history (calendars, a new target after pauses,
-- a reopening) is marked stale instead, for settle-clocks.
create function move_ticket_clocks() returns trigger language plpgsql as $$
declare
  override constant text := coalesce(current_setting('app.ticket_override', true), '');
  at constant timestamptz(3) := app_now();
  policy sla_config;
  is_finished constant boolean := new.status in ('RESOLVED', 'CLOSED');
  was_finished constant boolean := old.status in ('RESOLVED', 'CLOSED');
  has_new_target boolean;
  pause interval;
begin
  if new.owner_role is distinct from old.owner_role and new.sla_team is not distinct from old.sla_team
     and new.sla_escalation_level <= old.sla_escalation_level then
    new.sla_team := new.owner_role;
  end if;
  has_new_target := (new.priority, new.sla_team, new.assigned_franchise_id, new.created_at, new.sla_due_is_manual)
    is distinct from (old.priority, old.sla_team, old.assigned_franchise_id, old.created_at, old.sla_due_is_manual);
  if override = 'import' then
    new.sla_is_stale := new.sla_is_stale or has_new_target or new.status <> old.status or new.sla_due_at is distinct from old.sla_due_at
      or new.first_response_at is distinct from old.first_response_at;
  elsif override <> 'sla' and (has_new_target or new.status <> old.status or new.sla_due_at is distinct from old.sla_due_at
      or new.first_response_at is distinct from old.first_response_at
      or new.next_response_started_at is distinct from old.next_response_started_at) then
    policy := sla_policy_of(new.priority, new.sla_team, new.assigned_franchise_id);
    if was_finished and not is_finished then
      new.sla_is_stale := true;
    elsif not is_finished and (has_new_target or new.status <> old.status
        or new.next_response_started_at is distinct from old.next_response_started_at) then
      new.sla_is_stale := new.sla_is_stale or policy.response_calendar_id is not null
        or policy.next_response_calendar_id is not null or policy.resolution_calendar_id is not null
        or (has_new_target and (old.sla_has_pauses or old.sla_paused_at is not null or old.response_paused_at is not null
          or old.next_response_started_at is not null));
    end if;

    pause := at - old.sla_paused_at;
    if new.sla_due_is_manual then
      new.sla_near_breach_at := sla_near_breach_at(new.sla_due_at, new.created_at);
      new.sla_paused_at := case when is_finished then coalesce(old.sla_paused_at, at) end;
    elsif not was_finished or is_finished then
      if has_new_target and not is_finished and not new.sla_is_stale then
        new.sla_due_at := new.created_at + policy.resolution_time_minutes * interval '1 minute';
        new.sla_near_breach_at := sla_near_breach_at(new.sla_due_at, new.created_at);
        new.sla_due_reason := null;
      elsif override <> '' then
        -- An undo puts the state back, not the time that went by meanwhile.
        new.sla_due_at := old.sla_due_at;
      end if;
      select * into new.sla_due_at, new.sla_near_breach_at, new.sla_paused_at
        from hold_clock(new.sla_due_at, new.sla_near_breach_at, old.sla_paused_at,
          is_finished or new.status = any (policy.resolution_pauses), at);
    else
      new.sla_paused_at := null;
    end if;
    if old.sla_paused_at is not null and new.sla_paused_at is null then
      new.sla_has_pauses := true;
      new.sla_next_escalation_at := new.sla_next_escalation_at + pause;
    end if;

    if new.first_response_at is not null then
      new.response_paused_at := null;
    elsif not was_finished or is_finished then
      if has_new_target and not is_finished and not new.sla_is_stale then
        new.response_due_at := new.created_at + policy.response_time_minutes * interval '1 minute';
        new.response_near_breach_at := sla_near_breach_at(new.response_due_at, new.created_at);
      elsif override <> '' then
        new.response_due_at := old.response_due_at;
      end if;
      select * into new.response_due_at, new.response_near_breach_at, new.response_paused_at
        from hold_clock(new.response_due_at, new.response_near_breach_at, old.response_paused_at,
          is_finished or new.status = any (policy.response_pauses), at);
    else
      new.response_paused_at := null;
    end if;

    if new.next_response_started_at is null then
      new.next_response_due_at := null;
      new.next_response_near_breach_at := null;
      new.next_response_paused_at := null;
      new.next_response_breached := false;
      new.next_response_near_notified := false;
    else
      if old.next_response_started_at is distinct from new.next_response_started_at then
        new.next_response_due_at := new.next_response_started_at + policy.next_response_time_minutes * interval '1 minute';
        new.next_response_near_breach_at := sla_near_breach_at(new.next_response_due_at, new.next_response_started_at);
      end if;
      select * into new.next_response_due_at, new.next_response_near_breach_at, new.next_response_paused_at
        from hold_clock(new.next_response_due_at, new.next_response_near_breach_at, old.next_response_paused_at,
          is_finished or new.status = any (policy.next_response_pauses), at);
    end if;
    -- Resolved too late is late, whether or not a worker came by in between.
    if is_finished and not was_finished and old.sla_paused_at is null and new.sla_due_at < at then
      new.sla_breached := true;
    end if;
  end if;

  if new.sla_due_at is distinct from old.sla_due_at and not is_finished then
    new.sla_breached := new.sla_breached and coalesce(new.sla_due_at <= at, false);
    new.sla_near_notified := new.sla_near_notified and coalesce(new.sla_near_breach_at <= at, false);
    if not new.sla_breached then
      new.sla_next_escalation_at := null;
    end if;
  end if;
  if new.response_due_at is distinct from old.response_due_at then
    new.response_breached := new.response_breached and coalesce(new.response_due_at <= at, false);
    new.response_near_notified := new.response_near_notified and coalesce(new.response_near_breach_at <= at, false);
  end if;
  if new.next_response_due_at is distinct from old.next_response_due_at then
    new.next_response_breached := new.next_response_breached and coalesce(new.next_response_due_at <= at, false);
    new.next_response_near_notified := new.next_response_near_notified and coalesce(new.next_response_near_breach_at <= at, false);
  end if;
  new.sla_next_at := next_sla_instant(new);
  return new;
end
$$;
-- After tickets_guard: the guard versions what people change, the clocks follow from it.
create trigger tickets_move_clocks before update on tickets for each row execute function move_ticket_clocks();
drop function calculate_response_due_at(text, timestamptz);

create or replace function prepare_ticket() returns trigger language plpgsql as $$
begin
  new.number := coalesce(new.number, next_ticket_number(new.organization_id));
  return new;
end
$$;

create or replace function guard_ticket_update() returns trigger language plpgsql as $$
declare
  override text := coalesce(current_setting('app.ticket_override', true), '');
  -- Generated columns are still empty here; the rest says nothing a colleague could have edited.
  unversioned constant text[] := '{updated_at,first_response_at,version,metadata,priority_rank,status_rank,sla_near_breach_at,
    next_response_started_at}';
begin
  if override = 'sla' then
    return new;
  end if;
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

create or replace function apply_ticket_messages() returns trigger language plpgsql as $$
begin
  -- The first public answer by someone of the desk, never by the requester or the ticket's creator. After it, what a
  -- requester writes waits for the next one, and any public message of the desk is that.
  update tickets t set updated_at = app_now(), first_response_at = coalesce(t.first_response_at, replies.answered_at),
    next_response_started_at = case
      when coalesce(replies.asked_at > replies.replied_at, replies.asked_at is not null)
        and coalesce(t.first_response_at, replies.answered_at) is not null
        then case when replies.replied_at is null then coalesce(t.next_response_started_at, replies.asked_at) else replies.asked_at end
      when replies.replied_at is null then t.next_response_started_at
    end
  from (
    select m.organization_id, m.ticket_id,
      min(m.created_at) filter (where not m.is_internal_note
        and m.actor_role not in ('driver', 'shipper', 'operator', 'requester', 'system')
        and m.actor_id is distinct from x.created_by_id) as answered_at,
      max(m.created_at) filter (where not m.is_internal_note
        and m.actor_role not in ('driver', 'shipper', 'operator', 'requester', 'system')) as replied_at,
      max(m.created_at) filter (where not m.is_internal_note
        and m.actor_role in ('driver', 'shipper', 'operator', 'requester')) as asked_at
    from inserted_messages m join tickets x on x.organization_id = m.organization_id and x.id = m.ticket_id
    group by 1, 2
  ) replies
  where t.organization_id = replies.organization_id and t.id = replies.ticket_id;
  return null;
end
$$;

-- As before; what only follows from other changes, or is the worker's own note, is no entry of its own.
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
          'escalated_from', 'sla_breached', 'response_breached', 'next_response_breached', 'sla_team', 'sla_due_reason', 'sla_near_breach_at', 'sla_paused_at', 'sla_near_notified', 'sla_has_pauses',
          'sla_is_stale', 'sla_next_at', 'sla_next_escalation_at', 'response_near_breach_at', 'response_paused_at',
          'response_near_notified', 'next_response_started_at', 'next_response_due_at', 'next_response_near_breach_at',
          'next_response_paused_at', 'next_response_near_notified')
  ) change
  where not is_import
    or o.metadata #> '{import,last_event_at}' is not distinct from n.metadata #> '{import,last_event_at}';
  return null;
end
$$;

-- What is there already: late tickets count as breached, and are not escalated all at once for what is long past.
select set_config('app.maintenance', 'on', true);
alter table tickets disable trigger user;
update tickets t set sla_team = owner_role,
  response_near_breach_at = sla_near_breach_at(response_due_at, created_at),
  sla_paused_at = case when status in ('RESOLVED', 'CLOSED') then coalesce(resolved_at, closed_at, updated_at) end,
  response_paused_at = case when first_response_at is null and status in ('RESOLVED', 'CLOSED') then coalesce(resolved_at, closed_at, updated_at) end,
  sla_is_stale = status not in ('RESOLVED', 'CLOSED', 'NEW'),
  sla_breached = sla_breached or status not in ('RESOLVED', 'CLOSED') and coalesce(sla_due_at < now(), false),
  response_breached = coalesce(least(first_response_at, resolved_at, closed_at, now()) > response_due_at, false),
  sla_near_notified = coalesce(sla_near_breach_at < now(), false),
  response_near_notified = coalesce(sla_near_breach_at(response_due_at, created_at) < now(), false);
update tickets t set sla_next_at = next_sla_instant(t) where not archived and status not in ('RESOLVED', 'CLOSED');
alter table tickets enable trigger user;
select set_config('app.maintenance', '', true);
