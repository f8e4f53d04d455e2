-- Every table with an organization_id is visible one organization at a time, to the owner as well.
-- The owner alone may lift that, for maintenance (migrations, backup, the definer functions below),
-- by setting app.maintenance; the application's role has no such policy.
create function protect_organization_table(name regclass, organization_column text default 'organization_id')
returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format(
    'create policy organization on %s using (%I = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid))',
    name, organization_column);
  execute format(
    'create policy maintenance on %s to current_user using (current_setting(''app.maintenance'', true) = ''on'')', name);
end
$$;

select protect_organization_table('organizations', 'id');
do $$
declare name regclass;
begin
  for name in
    select c.oid::regclass from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and a.attname = 'organization_id'
  loop
    perform protect_organization_table(name);
  end loop;
end
$$;

do $$
begin
  if not exists (select from pg_roles where rolname = 'docket_app') then
    create role docket_app nologin nosuperuser nobypassrls;
  end if;
  execute format('grant usage on schema %I to docket_app', current_schema());
  execute format('grant select, insert, update, delete on all tables in schema %I to docket_app', current_schema());
  execute format('grant usage on all sequences in schema %I to docket_app', current_schema());
end
$$;
revoke all on sign_in_throttle, ticket_audit_unsealed, ticket_audit_seals from docket_app;
revoke update, delete on ticket_audit, organizations from docket_app;
grant update (name, time_zone) on organizations to docket_app;
revoke insert on organizations from docket_app;
grant select on ticket_audit_seals to docket_app;
