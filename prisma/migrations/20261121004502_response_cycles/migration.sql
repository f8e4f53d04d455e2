-- Every answered wait of a requester: asked, due, answered. The clock on the ticket shows the present wait alone.
create table ticket_response_cycles (
  id uuid not null default new_id() primary key,
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  ticket_id uuid not null,
  started_at timestamptz(3) not null,
  -- Null where no policy gave a target.
  due_at timestamptz(3),
  answered_at timestamptz(3) not null,
  breached boolean not null,
  target_minutes integer,
  priority text not null,
  team text,
  message_id uuid not null,
  answered_by_id uuid,
  policy_version_id uuid,
  -- The hours that counted, as they were; null where every hour counts.
  calendar_version_id uuid,
  unique (organization_id, id),
  unique (organization_id, ticket_id, started_at),
  foreign key (organization_id, ticket_id) references tickets (organization_id, id) on delete restrict,
  foreign key (organization_id, answered_by_id) references users (organization_id, id) on delete restrict,
  foreign key (organization_id, policy_version_id) references sla_versions (organization_id, id) on delete restrict,
  foreign key (organization_id, calendar_version_id) references sla_versions (organization_id, id) on delete restrict
);
create index ticket_response_cycles_answered on ticket_response_cycles (organization_id, answered_at, id);
select protect_organization_table('ticket_response_cycles');
grant select, insert on ticket_response_cycles to docket_app;

create function log_response_cycles() returns trigger language plpgsql as $$
begin
  if current_setting('app.ticket_override', true) = 'import' then
    return null;
  end if;
  insert into ticket_response_cycles (organization_id, ticket_id, started_at, due_at, answered_at, breached, target_minutes, priority,
    team, message_id, answered_by_id, policy_version_id, calendar_version_id)
  select t.organization_id, t.id, t.next_response_started_at, t.next_response_due_at, answer.created_at,
    coalesce(t.next_response_due_at < coalesce(t.next_response_paused_at, answer.created_at), false),
    policy.next_response_time_minutes, t.priority, t.sla_team, answer.id, answer.actor_id, said.id, hours.id
  from (
    select distinct on (m.ticket_id) m.* from inserted_messages m
    where not m.is_internal_note and m.actor_role not in ('driver', 'shipper', 'operator', 'requester', 'system')
    order by m.ticket_id, m.created_at, m.id
  ) answer
  join tickets t on t.organization_id = answer.organization_id and t.id = answer.ticket_id
  left join lateral sla_policy_of(t.priority, t.sla_team, t.assigned_franchise_id) policy on true
  left join sla_versions said on said.organization_id = t.organization_id and said.kind = 'policy'
    and said.subject_id = policy.id and said.valid_to is null
  left join sla_versions hours on hours.organization_id = t.organization_id and hours.kind = 'calendar'
    and hours.subject_id = policy.next_response_calendar_id::text and hours.valid_to is null
  where not t.is_mirrored and t.next_response_started_at <= answer.created_at
  on conflict do nothing;
  return null;
end
$$;
-- Named to come before ticket_messages_apply, which ends the wait on the ticket itself.
create trigger ticket_messages_answer after insert on ticket_messages
  referencing new table as inserted_messages for each statement execute function log_response_cycles();
