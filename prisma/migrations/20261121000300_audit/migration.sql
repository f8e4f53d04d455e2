create function audit_digest(entry ticket_audit) returns bytea language sql stable as $$
  select sha256(entry.salt || convert_to(jsonb_build_object(
    'id', entry.id, 'organization_id', entry.organization_id, 'ticket_id', entry.ticket_id,
    'actor_id', entry.actor_id, 'actor_role', entry.actor_role, 'action', entry.action, 'payload', entry.payload,
    'ip_address', entry.ip_address, 'created_at', (extract(epoch from entry.created_at) * 1000000)::bigint)::text, 'UTF8'))
$$;

create function prepare_audit() returns trigger language plpgsql as $$
begin
  new.actor_id := coalesce(new.actor_id, app_actor_id());
  new.ip_address := coalesce(new.ip_address, app_ip_address());
  new.salt := uuid_send(gen_random_uuid());
  new.digest := audit_digest(new);
  return new;
end
$$;
create trigger ticket_audit_prepare before insert on ticket_audit for each row execute function prepare_audit();

-- The queue, not the id, decides what is still to be sealed: ids become visible out of order.
create function queue_audit_for_sealing() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.maintenance', 'on', true);
  insert into ticket_audit_unsealed (audit_id, organization_id) select id, organization_id from inserted_audit;
  return null;
end
$$;
create trigger ticket_audit_queue after insert on ticket_audit
  referencing new table as inserted_audit for each statement execute function queue_audit_for_sealing();

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % is refused.', tg_table_name, tg_op using errcode = 'DK002';
end
$$;
create trigger ticket_audit_immutable before update or delete or truncate on ticket_audit
  for each statement execute function refuse_change();
create trigger ticket_audit_seals_immutable before update or delete or truncate on ticket_audit_seals
  for each statement execute function refuse_change();

-- Each link of the chain covers the link before it, its own place, the row's id and the row's digest.
create function link_audit(previous bytea, start bytea, at_position bigint, entry_id bigint, entry_digest bytea) returns bytea
language sql immutable parallel safe as $$
  select sha256(coalesce(previous, start) || int8send(at_position) || int8send(entry_id) || entry_digest)
$$;
create aggregate chain_audit(start bytea, at_position bigint, entry_id bigint, entry_digest bytea) (
  sfunc = link_audit, stype = bytea
);

-- Seals up to batch_size rows of each organization; a second sealer skips what this one holds.
create function seal_audit(batch_size integer default 1000) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  organization uuid;
  last_position bigint;
  last_hash bytea;
  batch bigint[];
  sealed integer := 0;
begin
  perform set_config('app.maintenance', 'on', true);
  for organization in select id from organizations loop
    if not exists (select from ticket_audit_unsealed where organization_id = organization)
       or not pg_try_advisory_xact_lock(hashtextextended('seal_audit' || organization, 0)) then
      continue;
    end if;
    select position, chain_hash into last_position, last_hash from ticket_audit_seals
      where organization_id = organization order by position desc limit 1;
    -- "offset 0" keeps the lookup row by row, so that a batch never reads the whole queue.
    batch := array(
      select u.audit_id from ticket_audit_unsealed u
        cross join lateral (select from ticket_audit a where a.organization_id = organization and a.id = u.audit_id offset 0) present
      where u.organization_id = organization order by u.audit_id limit batch_size);
    insert into ticket_audit_seals (organization_id, position, audit_id, chain_hash)
    select organization, e.position, e.id,
      chain_audit(coalesce(last_hash, sha256(uuid_send(organization))), e.position, e.id, e.digest) over (order by e.position)
    from (
      select b.id, a.digest, coalesce(last_position, 0) + b.place as position
      from unnest(batch) with ordinality b (id, place) join ticket_audit a on a.organization_id = organization and a.id = b.id
    ) e;
    delete from ticket_audit_unsealed where organization_id = organization and audit_id = any (batch);
    sealed := sealed + cardinality(batch);
  end loop;
  return sealed;
end
$$;

-- The first thing wrong in an organization's chain, if any, and how much is sealed and waiting.
create function verify_audit(organization uuid)
returns table (sealed bigint, unsealed bigint, head bytea, problem text, audit_id bigint, chain_position bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('app.maintenance', 'on', true);
  select count(*) into sealed from ticket_audit_seals s where s.organization_id = organization;
  select count(*) into unsealed from ticket_audit_unsealed u where u.organization_id = organization;
  select s.chain_hash into head from ticket_audit_seals s
    where s.organization_id = organization order by s.position desc limit 1;
  select x.problem, x.audit_id, x.position into problem, audit_id, chain_position from (
    select s.audit_id, s.position,
      case
        when s.position <> s.expected then 'a seal is missing before this one'
        when a.id is null then 'the sealed row is missing'
        when audit_digest(a) <> a.digest then 'the row was altered'
        when s.chain_hash <> sha256(s.previous || int8send(s.position) || int8send(s.audit_id) || a.digest)
          then 'the row was replaced or reordered'
      end as problem
    from (
      select e.audit_id, e.position, e.chain_hash, row_number() over w as expected,
        coalesce(lag(e.chain_hash) over w, sha256(uuid_send(organization))) as previous
      from ticket_audit_seals e where e.organization_id = organization window w as (order by e.position)
    ) s
    left join ticket_audit a on a.id = s.audit_id and a.organization_id = organization
  ) x where x.problem is not null order by x.position limit 1;
  if problem is null then
    select 'an unsealed row was altered', a.id into problem, audit_id from ticket_audit_unsealed u
      join ticket_audit a on a.id = u.audit_id
      where u.organization_id = organization and audit_digest(a) <> a.digest order by a.id limit 1;
  end if;
  if problem is null then
    select 'an unsealed row is missing', u.audit_id into problem, audit_id from ticket_audit_unsealed u
      left join ticket_audit a on a.id = u.audit_id and a.organization_id = organization
      where u.organization_id = organization and a.id is null order by u.audit_id limit 1;
  end if;
  if problem is null then
    select 'a row was added around the chain', a.id into problem, audit_id from ticket_audit a
      left join ticket_audit_seals s on s.organization_id = organization and s.audit_id = a.id
      left join ticket_audit_unsealed u on u.organization_id = organization and u.audit_id = a.id
      where a.organization_id = organization and s.audit_id is null and u.audit_id is null order by a.id limit 1;
  end if;
  return next;
end
$$;

-- One row per changed field, except that an owner is a person and a role together.
create function audit_ticket_updates() returns trigger language plpgsql as $$
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
  ) change;
  return null;
end
$$;
create trigger tickets_audit_update after update on tickets
  referencing old table as old_tickets new table as new_tickets
  for each statement execute function audit_ticket_updates();

create function audit_ticket_inserts() returns trigger language plpgsql as $$
begin
  insert into ticket_audit (organization_id, ticket_id, action, payload)
  select n.organization_id, n.id, 'CREATED', jsonb_strip_nulls(jsonb_build_object(
    'number', n.number, 'title', n.title, 'priority', n.priority, 'status', n.status, 'source', n.source,
    'external_id', n.external_id, 'owner_id', n.owner_id, 'owner_role', n.owner_role, 'sla_due_at', n.sla_due_at))
  from new_tickets n;
  return null;
end
$$;
create trigger tickets_audit_insert after insert on tickets
  referencing new table as new_tickets for each statement execute function audit_ticket_inserts();

create function audit_ticket_messages() returns trigger language plpgsql as $$
begin
  insert into ticket_audit (organization_id, ticket_id, actor_id, actor_role, action, payload)
  select m.organization_id, m.ticket_id, m.actor_id, m.actor_role,
    case when m.is_internal_note then 'NOTE_ADDED' else 'MESSAGE_ADDED' end, jsonb_build_object('message_id', m.id)
  from new_messages m;
  return null;
end
$$;
create trigger ticket_messages_audit after insert on ticket_messages
  referencing new table as new_messages for each statement execute function audit_ticket_messages();

create function audit_ticket_watchers() returns trigger language plpgsql as $$
begin
  insert into ticket_audit (organization_id, ticket_id, action, payload)
  select w.organization_id, w.ticket_id, case tg_op when 'DELETE' then 'UNWATCHED' else 'WATCHED' end,
    jsonb_build_object('user_id', w.user_id, 'notify_email', w.notify_email, 'notify_push', w.notify_push, 'notify_sms', w.notify_sms)
  from changed_watchers w;
  return null;
end
$$;
create trigger ticket_watchers_audit_insert after insert on ticket_watchers
  referencing new table as changed_watchers for each statement execute function audit_ticket_watchers();
create trigger ticket_watchers_audit_update after update on ticket_watchers
  referencing new table as changed_watchers for each statement execute function audit_ticket_watchers();
create trigger ticket_watchers_audit_delete after delete on ticket_watchers
  referencing old table as changed_watchers for each statement execute function audit_ticket_watchers();
