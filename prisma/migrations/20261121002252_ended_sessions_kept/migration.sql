-- As everywhere: nothing of an organization is erased by a cascade.
alter table ended_sessions
  drop constraint ended_sessions_organization_id_fkey,
  add constraint ended_sessions_organization_id_fkey foreign key (organization_id) references organizations (id) on delete restrict,
  drop constraint ended_sessions_organization_id_user_id_fkey,
  add constraint ended_sessions_organization_id_user_id_fkey
    foreign key (organization_id, user_id) references users (organization_id, id) on delete restrict;
