-- Takes `cost` tokens, all together and one of the kind's own, if that is possible within `patience` microseconds, and
-- says in how many the call may go. Otherwise nothing is taken and it says how long it would have been.
create or replace function take_sync_rate(p_connection uuid, p_kind text, p_cost integer, p_headroom integer, p_patience bigint,
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
      -- Kept even if the call cannot go yet, or it would be made larger anew at every try.
      update sync_rate_budgets b set burst = p_cost, all_full_at = budget.all_full_at where b.connection_id = p_connection;
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
