-- How many calls a connection may still make at its vendor: one row, which every run in every process counts on. It is
-- worth nothing after a crash, and written at every call where a limit is known, so it stays out of the log.
create unlogged table sync_rate_budgets (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  connection_id uuid not null,
  -- Calls a minute as the vendor states them; null = it states none. Lists and single tickets have limits of their own.
  all_limit integer check (all_limit > 0),
  list_limit integer check (list_limit > 0),
  ticket_limit integer check (ticket_limit > 0),
  -- The dearest call so far: so many units may go at once.
  burst integer not null default 1 check (burst > 0),
  -- Microseconds since 1970 at which each bucket will be full again if nothing more is taken; milliseconds would lose calls.
  all_full_at bigint not null default 0,
  list_full_at bigint not null default 0,
  ticket_full_at bigint not null default 0,
  -- Until when the vendor wants to hear nothing.
  all_held_until bigint not null default 0,
  list_held_until bigint not null default 0,
  ticket_held_until bigint not null default 0,
  primary key (organization_id, connection_id),
  foreign key (organization_id, connection_id) references sync_connections (organization_id, id) on delete cascade
);
select protect_organization_table('sync_rate_budgets');
grant select, insert, update, delete on sync_rate_budgets to docket_app;

-- A token bucket per limit. With capacity b and one token every 60 s / (limit + 1 - b), the calls of any 60 seconds stay
-- within the limit: at most b that were saved up and what comes in meanwhile. `limit` is what remains after head-room.
create function sync_token_interval(stated integer, headroom integer, capacity integer)
returns bigint language sql immutable as $$
  select ceil(60000000.0 / greatest(1, greatest(1, stated * (100 - headroom) / 100) + 1 - capacity))::bigint
$$;

create function sync_token_capacity(stated integer, headroom integer, dearest integer)
returns integer language sql immutable as $$
  select greatest(1, dearest, stated * (100 - headroom) / 100 / 50)
$$;

-- Takes `cost` tokens, all together and one of the kind's own, if that is possible within `patience` microseconds, and
-- says in how many the call may go. Otherwise nothing is taken and it says how long it would have been.
create function take_sync_rate(p_connection uuid, p_kind text, p_cost integer, p_headroom integer, p_patience bigint,
  p_now bigint default null)
returns table (wait_us bigint, is_granted boolean) language plpgsql as $$
declare
  budget sync_rate_budgets;
  at_us bigint;
  go_at bigint;
  own_limit integer;
  own_full_at bigint;
  all_interval bigint := 0;
  own_interval bigint := 0;
  capacity integer;
begin
  select * into budget from sync_rate_budgets b where b.connection_id = p_connection for update;
  at_us := coalesce(p_now, (extract(epoch from clock_timestamp()) * 1000000)::bigint);
  if not found then
    return query select 0::bigint, true;
    return;
  end if;
  own_limit := case p_kind when 'list' then budget.list_limit when 'ticket' then budget.ticket_limit end;
  own_full_at := case p_kind when 'list' then budget.list_full_at when 'ticket' then budget.ticket_full_at else 0 end;
  go_at := greatest(at_us, budget.all_held_until,
    case p_kind when 'list' then budget.list_held_until when 'ticket' then budget.ticket_held_until else 0 end);
  if budget.all_limit is not null then
    capacity := sync_token_capacity(budget.all_limit, p_headroom, greatest(budget.burst, p_cost));
    all_interval := sync_token_interval(budget.all_limit, p_headroom, capacity);
    -- A bucket that has just been made larger has not saved up anything to fill it with.
    if p_cost > budget.burst then
      budget.all_full_at := greatest(budget.all_full_at, at_us)
        + (capacity - sync_token_capacity(budget.all_limit, p_headroom, budget.burst)) * all_interval;
    end if;
    go_at := greatest(go_at, budget.all_full_at - (capacity - p_cost) * all_interval);
  end if;
  if own_limit is not null then
    capacity := sync_token_capacity(own_limit, p_headroom, 1);
    own_interval := sync_token_interval(own_limit, p_headroom, capacity);
    go_at := greatest(go_at, own_full_at - (capacity - 1) * own_interval);
  end if;
  if go_at - at_us <= p_patience then
    own_full_at := greatest(own_full_at, go_at) + own_interval;
    update sync_rate_budgets b set
      burst = greatest(budget.burst, p_cost),
      all_full_at = greatest(budget.all_full_at, go_at) + p_cost * all_interval,
      list_full_at = case p_kind when 'list' then own_full_at else b.list_full_at end,
      ticket_full_at = case p_kind when 'ticket' then own_full_at else b.ticket_full_at end
    where b.connection_id = p_connection;
  end if;
  return query select go_at - at_us, go_at - at_us <= p_patience;
end
$$;
