-- What one organization takes in, within the installation's ATTACHMENT_MAX_MB; null: as much as that.
alter table organizations
  add column attachment_max_mb integer check (attachment_max_mb between 1 and 5000),
  add column attachments_per_ticket integer not null default 5 check (attachments_per_ticket between 1 and 20);
grant update (attachment_max_mb, attachments_per_ticket) on organizations to docket_app;
