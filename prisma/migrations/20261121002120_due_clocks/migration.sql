-- Which organizations have something to do for their clocks now: one index lookup each.
create function organizations_with_due_clocks() returns setof uuid
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_organization();
  perform set_config('app.maintenance', 'on', true);
  return query select o.id from organizations o
    where exists (select from tickets t where t.organization_id = o.id and t.sla_next_at <= now())
      or exists (select from tickets t where t.organization_id = o.id and t.sla_is_stale)
      or exists (select from sla_recounts r where r.organization_id = o.id and r.completed_at is null);
  perform set_config('app.maintenance', '', true);
end
$$;
revoke all on function organizations_with_due_clocks() from public;
grant execute on function organizations_with_due_clocks() to docket_app;
