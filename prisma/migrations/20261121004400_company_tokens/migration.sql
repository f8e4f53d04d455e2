-- A token may be limited to the tickets of some companies: whoever it is handed to can read nothing else.
alter table api_tokens add column company_ids uuid[]
  check (company_ids is null or cardinality(company_ids) between 1 and 100);

drop function find_token_actor(bytea);
create function find_token_actor(hash bytea)
returns table (user_id uuid, organization_id uuid, organization_name text, time_zone text, email text, name text, role text,
  franchise_id uuid, deactivated_at timestamptz, token_id uuid, scopes text[], company_ids uuid[], expires_at timestamptz,
  revoked_at timestamptz, last_used_at timestamptz)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('app.maintenance', 'on', true);
  return query
  select u.id, o.id, o.name, coalesce(u.time_zone, o.time_zone), u.email, u.name, u.role, u.franchise_id, u.deactivated_at,
    t.id, t.scopes, t.company_ids, t.expires_at, t.revoked_at, t.last_used_at
  from api_tokens t join users u on u.id = t.user_id join organizations o on o.id = t.organization_id
  where t.token_hash = hash;
end
$$;

-- One company's tickets in an order that no change disturbs, and how many of them are open.
drop index tickets_company;
create index tickets_company on tickets (organization_id, company_id, id) where company_id is not null;
create index tickets_company_open on tickets (organization_id, company_id)
  where company_id is not null and not archived and status not in ('RESOLVED', 'CLOSED');
create index requesters_company on requesters (organization_id, company_id) where company_id is not null;
