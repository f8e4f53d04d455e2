-- Counting before the password is looked at, under the row's lock: a burst of parallel guesses counts as many.
-- Null: go on, and the attempt is counted under every key. A time: refused until then, and nothing is counted.
-- From a key's limit on each further attempt doubles the wait, to 15 minutes at most.
create function begin_sign_in_attempt(throttle_keys text[], limits integer[], window_seconds integer) returns timestamptz
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  blocked timestamptz;
  length_of_window interval := window_seconds * interval '1 second';
begin
  if random() < 0.01 then
    delete from sign_in_throttle where key in (
      select key from sign_in_throttle where window_started_at < clock_timestamp() - interval '1 day'
      order by key limit 1000 for update skip locked);
  end if;
  insert into sign_in_throttle (key, failures) select unnest(throttle_keys), 0 order by 1 on conflict (key) do nothing;
  perform from sign_in_throttle where key = any (throttle_keys) order by key for update;
  select max(blocked_until) into blocked from sign_in_throttle
    where key = any (throttle_keys) and blocked_until > clock_timestamp();
  if blocked is not null then
    return blocked;
  end if;
  update sign_in_throttle t set
    failures = counted.failures,
    window_started_at = case when counted.failures = 1 then clock_timestamp() else t.window_started_at end,
    blocked_until = case when counted.failures >= counted.allowed
      then clock_timestamp() + least(900, 2 ^ least(counted.failures - counted.allowed, 10)) * interval '1 second' end
  from (
    select s.key, k.allowed,
      case when s.window_started_at < clock_timestamp() - length_of_window then 1 else s.failures + 1 end as failures
    from unnest(throttle_keys, limits) k (key, allowed) join sign_in_throttle s on s.key = k.key
  ) counted
  where t.key = counted.key;
  return null;
end
$$;

-- After the right password: the person's own keys start afresh, shared ones only lose this attempt.
create function forgive_sign_in_attempt(own_keys text[], shared_keys text[]) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  delete from sign_in_throttle where key = any (own_keys);
  update sign_in_throttle set failures = greatest(0, failures - 1), blocked_until = null where key = any (shared_keys);
$$;

-- The sign-in page lists these in demo mode; a changed password takes an account off the list.
create function list_demo_accounts() returns table (email text, name text, role text)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('app.maintenance', 'on', true);
  return query
  select u.email, u.name, u.role from users u join organizations o on o.id = u.organization_id
  where o.is_demo and u.email = replace(u.role, '_', '-') || '@demo.docket.local'
    and u.deactivated_at is null and u.password_changed_at is null;
end
$$;
