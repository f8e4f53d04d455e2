-- Sessions are signed cookies; whoever signs out ends theirs here, so that a copy of the cookie is worth nothing.
create table ended_sessions (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete cascade,
  id uuid not null,
  user_id uuid not null,
  ended_at timestamptz(3) not null default app_now(),
  expires_at timestamptz(3) not null,
  primary key (organization_id, id),
  unique (id),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
);
create index ended_sessions_user on ended_sessions (organization_id, user_id, expires_at);
select protect_organization_table('ended_sessions');
grant select, insert, delete on ended_sessions to docket_app;

create function is_session_ended(session_id uuid) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.maintenance', 'on', true);
  return exists (select from ended_sessions where id = session_id);
end
$$;
