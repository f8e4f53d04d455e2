-- A function with the owner's rights sees every organization, so one that is told an organization must not
-- believe the application: only the transaction's own counts. Maintenance by the owner has none set.
create function require_own_organization(organization uuid) returns void language plpgsql stable as $$
begin
  if organization is distinct from coalesce(app_organization_id(), organization) then
    raise exception 'Another organization was named.' using errcode = '42501';
  end if;
end
$$;

create or replace function next_ticket_number(organization uuid) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform require_own_organization(organization);
  return nextval(ticket_number_sequence(organization)::regclass);
end
$$;

alter function verify_audit(uuid) rename to verify_audit_of;
revoke execute on function verify_audit_of(uuid) from public;
create function verify_audit(organization uuid)
returns table (sealed bigint, unsealed bigint, head bytea, problem text, audit_id bigint, chain_position bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform require_own_organization(organization);
  return query select * from verify_audit_of(organization);
end
$$;
