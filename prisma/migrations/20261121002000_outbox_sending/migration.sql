-- An event says who caused it, and the outbox is sent across organizations, which the application's role
-- cannot see: two definer functions are all it may do there.
alter table outbox add column actor_id uuid default app_actor_id();
alter table outbox add column actor_role text not null default app_actor_role();

drop index outbox_unsent;
create index outbox_unsent on outbox (id) where sent_at is null;
create index outbox_sent on outbox (sent_at) where sent_at is not null;

-- What works across organizations is closed to the transactions of requests, which act in one.
create function refuse_organization() returns void language plpgsql stable as $$
begin
  if app_organization_id() is not null then
    raise exception 'not inside an organization' using errcode = 'insufficient_privilege';
  end if;
end
$$;

-- The oldest unsent events in their order, locked until the caller's transaction ends; none while another
-- sender is at work, so that order holds across processes.
create function take_outbox(batch_size integer)
returns table (id uuid, organization_id uuid, name text, data jsonb, actor_id uuid, actor_role text, created_at timestamptz)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform refuse_organization();
  if not pg_try_advisory_xact_lock(7031, 20) then
    return;
  end if;
  perform set_config('app.maintenance', 'on', true);
  return query
    select o.id, o.organization_id, o.name, o.data, o.actor_id, o.actor_role, o.created_at
    from outbox o where o.sent_at is null order by o.id limit batch_size for update skip locked;
  perform set_config('app.maintenance', '', true);
end
$$;

create function mark_outbox_sent(ids uuid[]) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  marked integer;
begin
  perform refuse_organization();
  perform set_config('app.maintenance', 'on', true);
  update outbox set sent_at = now() where id = any (ids) and sent_at is null;
  get diagnostics marked = row_count;
  perform set_config('app.maintenance', '', true);
  return marked;
end
$$;

create function prune_outbox(keep interval) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  pruned integer;
begin
  perform refuse_organization();
  perform set_config('app.maintenance', 'on', true);
  delete from outbox where sent_at < now() - greatest(keep, interval '1 day');
  get diagnostics pruned = row_count;
  perform set_config('app.maintenance', '', true);
  return pruned;
end
$$;

-- For the page of operations: how far behind the sender is, for the whole installation.
create function outbox_lag() returns table (unsent bigint, oldest_at timestamptz)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.maintenance', 'on', true);
  return query select count(*), min(o.created_at) from outbox o where o.sent_at is null;
  perform set_config('app.maintenance', '', true);
end
$$;

revoke all on function take_outbox(integer), mark_outbox_sent(uuid[]), prune_outbox(interval), outbox_lag() from public;
grant execute on function take_outbox(integer), mark_outbox_sent(uuid[]), prune_outbox(interval), outbox_lag() to docket_app;
