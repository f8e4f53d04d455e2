-- The number a person gets text messages at, once they proved that it is theirs.
create table user_phones (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  user_id uuid not null,
  -- Null once it was removed; the count of codes stays for the day.
  phone text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  verified_at timestamptz(3),
  code_hash bytea,
  code_expires_at timestamptz(3),
  code_attempts integer not null default 0,
  -- Messages cost money: how many codes were asked for on that day.
  codes_day date,
  codes_sent integer not null default 0,
  created_at timestamptz(3) not null default app_now(),
  primary key (organization_id, user_id),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete restrict
);
select protect_organization_table('user_phones');
grant select, insert, update, delete on user_phones to docket_app;
