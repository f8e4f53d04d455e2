-- When the steps of a run that the caller may see go on: for the page of operations, since timers and jobs are
-- the server's alone.
create function inngest.planned_times(run text) returns table (step_id text, due_at timestamptz, is_job boolean)
language plpgsql security definer set search_path = inngest, public, pg_temp as $$
#variable_conflict use_column
declare
  organization uuid := app_organization_id();
begin
  if not exists (select from runs r where r.id = run and (organization is null or r.organization_id is null
      or r.organization_id = organization)) then
    return;
  end if;
  perform set_config('app.organization_id', '', true);
  return query
    select t.step_id, t.due_at, false from timers t where t.run_id = run
    union all
    select j.step_id, j.due_at, true from jobs j where j.run_id = run and j.worker is null and j.due_at > now();
  perform set_config('app.organization_id', coalesce(organization::text, ''), true);
end
$$;
revoke all on function inngest.planned_times(text) from public;
grant execute on function inngest.planned_times(text) to docket_app;
