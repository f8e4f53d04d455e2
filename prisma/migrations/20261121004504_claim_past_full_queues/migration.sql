-- Tens of thousands of jobs that wait for one key's turn must not be read at every claim: where the oldest are of no use,
-- each other queue is looked at by itself.
alter table inngest.jobs add column queue text collate "C" not null generated always as (coalesce(concurrency_keys[1], '')) stored;
create index jobs_queued on inngest.jobs (queue, order_at, id) where worker is null;

create or replace function inngest.claim_jobs(apps text[], claimer integer, wanted integer, lease interval)
returns setof inngest.jobs language plpgsql set search_path = inngest, pg_temp as $$
#variable_conflict use_column
declare
  busy jsonb;
  chosen bigint[] := '{}';
  looked_at bigint[] := '{}';
  near bigint[];
  saturated text[];
  candidate record;
  slot integer;
  is_free boolean;
begin
  perform pg_advisory_xact_lock(7033, 0);
  select coalesce(jsonb_object_agg(key, count), '{}') into busy from (
    select key, count(*) from jobs, unnest(concurrency_keys) key where worker is not null group by key) counted;
  select coalesce(array_agg(distinct key), '{}') into saturated
    from jobs, unnest(concurrency_keys, concurrency_limits) as limits (key, most)
    where worker is not null and (busy ->> key)::integer >= most;
  while cardinality(chosen) < wanted loop
    select array_agg(id) into near from (
      select id from (
        select id, concurrency_keys, order_at from jobs
        where worker is null and due_at <= now() and app_id = any (apps) and id <> all (looked_at)
        order by order_at, id limit greatest(wanted * 2, 100)) oldest
      where not concurrency_keys && saturated order by order_at, id limit greatest(wanted * 2, 20)) free;
    if near is null then
      with recursive queues as (
        (select queue from jobs where worker is null order by queue limit 1)
        union all
        select (select j.queue from jobs j where j.worker is null and j.queue > queues.queue order by j.queue limit 1)
        from queues where queues.queue is not null
      )
      select array_agg(id) into near from (
        select waiting.id from queues cross join lateral (
          select j.id, j.order_at from jobs j
          where j.worker is null and j.queue = queues.queue and j.due_at <= now() and j.app_id = any (apps)
            and j.id <> all (looked_at) and not j.concurrency_keys && saturated
          order by j.order_at, j.id limit greatest(wanted * 2, 20)) waiting
        where queues.queue is not null and queues.queue <> all (saturated)
        order by waiting.order_at, waiting.id limit greatest(wanted * 2, 20)) free;
    end if;
    exit when near is null;
    looked_at := looked_at || near;
    for candidate in
      select id, concurrency_keys, concurrency_limits from jobs
      where id = any (near) and worker is null order by order_at, id for update skip locked
    loop
      exit when cardinality(chosen) >= wanted;
      is_free := true;
      for slot in 1 .. cardinality(candidate.concurrency_keys) loop
        if coalesce((busy ->> candidate.concurrency_keys[slot])::integer, 0) >= candidate.concurrency_limits[slot] then
          saturated := saturated || candidate.concurrency_keys[slot];
          is_free := false;
        end if;
      end loop;
      continue when not is_free;
      chosen := chosen || candidate.id;
      for slot in 1 .. cardinality(candidate.concurrency_keys) loop
        busy := jsonb_set(busy, array[candidate.concurrency_keys[slot]],
          to_jsonb(coalesce((busy ->> candidate.concurrency_keys[slot])::integer, 0) + 1));
      end loop;
    end loop;
  end loop;
  return query
    update jobs set worker = claimer, leased_until = now() + lease, deliveries = deliveries + 1, is_stale = false
    where id = any (chosen) returning *;
end
$$;
