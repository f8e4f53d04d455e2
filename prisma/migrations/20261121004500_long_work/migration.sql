-- Imports and bulk operations are runs of Inngest functions. What nobody works on, because its event was lost with a
-- restored backup or its runner died for good, the schedules find here, of all organizations at once.
drop function claim_import_job(uuid, integer);

create function list_idle_imports() returns table (import_id uuid, organization_id uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.maintenance', 'on', true);
  return query select i.id, i.organization_id from import_jobs i
    where i.runner = 'background' and i.status in ('pending', 'running')
      and coalesce(i.lease_expires_at, i.started_at, i.created_at) < clock_timestamp() - interval '1 minute'
    order by i.created_at;
end
$$;

create function list_idle_bulk_organizations() returns setof uuid
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.maintenance', 'on', true);
  return query select distinct b.organization_id from bulk_operations b
    where b.status in ('pending', 'running') and b.created_at < clock_timestamp() - interval '1 minute';
end
$$;

revoke all on function list_idle_imports(), list_idle_bulk_organizations() from public;
grant execute on function list_idle_imports(), list_idle_bulk_organizations() to docket_app;
