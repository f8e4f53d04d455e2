-- Before anyone is known there is no organization: these functions alone look across all of them.
create function find_sign_in(sign_in_email text)
returns table (user_id uuid, organization_id uuid, password_hash text, session_version integer, deactivated_at timestamptz)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('app.maintenance', 'on', true);
  return query
  select u.id, u.organization_id, u.password_hash, u.session_version, u.deactivated_at
  from users u where u.email = lower(sign_in_email);
end
$$;

create function find_actor(actor_user_id uuid)
returns table (user_id uuid, organization_id uuid, organization_name text, time_zone text, email text, name text, role text,
  franchise_id uuid, session_version integer, must_change_password boolean, deactivated_at timestamptz)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('app.maintenance', 'on', true);
  return query
  select u.id, o.id, o.name, coalesce(u.time_zone, o.time_zone), u.email, u.name, u.role, u.franchise_id, u.session_version,
    u.must_change_password, u.deactivated_at
  from users u join organizations o on o.id = u.organization_id where u.id = actor_user_id;
end
$$;

create function find_token_actor(hash bytea)
returns table (user_id uuid, organization_id uuid, organization_name text, time_zone text, email text, name text, role text,
  franchise_id uuid, deactivated_at timestamptz, token_id uuid, scopes text[], expires_at timestamptz, revoked_at timestamptz,
  last_used_at timestamptz)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('app.maintenance', 'on', true);
  return query
  select u.id, o.id, o.name, coalesce(u.time_zone, o.time_zone), u.email, u.name, u.role, u.franchise_id, u.deactivated_at,
    t.id, t.scopes, t.expires_at, t.revoked_at, t.last_used_at
  from api_tokens t join users u on u.id = t.user_id join organizations o on o.id = t.organization_id
  where t.token_hash = hash;
end
$$;

create function touch_token(token uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('app.maintenance', 'on', true);
  update api_tokens set last_used_at = now() where id = token;
end
$$;

create function list_organization_ids() returns setof uuid
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('app.maintenance', 'on', true);
  return query
  select id from organizations order by id;
end
$$;

-- First run only: later organizations are made from the command line by the owner.
create function create_first_organization(organization_name text, organization_slug text, zone text) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare new_organization uuid;
begin
  perform set_config('app.maintenance', 'on', true);
  perform pg_advisory_xact_lock(hashtextextended('create_first_organization', 0));
  if exists (select from organizations) then
    raise exception 'Docket is already set up.' using errcode = 'DK003';
  end if;
  insert into organizations (name, slug, time_zone) values (organization_name, organization_slug, zone)
    returning id into new_organization;
  return new_organization;
end
$$;

create function has_organization() returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('app.maintenance', 'on', true);
  return (select exists (select from organizations));
end
$$;
create function has_demo_organization() returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('app.maintenance', 'on', true);
  return (select exists (select from organizations where is_demo));
end
$$;

-- Functions are executable by everyone unless said otherwise; these two are the owner's.
revoke execute on function continue_ticket_numbers(uuid) from public;
revoke execute on function protect_organization_table(regclass, text) from public;
