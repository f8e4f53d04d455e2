-- One row a browser that a person let Docket notify. The endpoint is the browser maker's address for it.
create table push_subscriptions (
  id uuid not null default new_id() primary key,
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  user_id uuid not null,
  endpoint text not null check (length(endpoint) <= 2000),
  p256dh text not null,
  auth text not null,
  -- What the person calls it, such as "Firefox on Linux".
  label text not null,
  last_sent_at timestamptz(3),
  created_at timestamptz(3) not null default app_now(),
  unique (organization_id, id),
  unique (organization_id, endpoint),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete restrict
);
create index push_subscriptions_user on push_subscriptions (organization_id, user_id);
select protect_organization_table('push_subscriptions');
grant select, insert, update, delete on push_subscriptions to docket_app;
