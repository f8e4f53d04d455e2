-- One row for each content an organization holds. The row is there before the bytes and goes after them, so that a
-- crash at any point leaves a row that names what is to be removed, never bytes that nobody knows of.
create table stored_files (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  storage_key text not null unique,
  sha256 bytea not null check (length(sha256) = 32),
  size_bytes bigint not null check (size_bytes > 0),
  state text not null default 'pending' check (state in ('pending', 'stored', 'deleting')),
  reference_count integer not null default 0 check (reference_count >= 0),
  -- Since when nothing refers to it; it is kept a while longer for uploads and backups under way.
  released_at timestamptz(3) default app_now(),
  created_at timestamptz(3) not null default app_now(),
  unique (organization_id, id),
  check ((reference_count = 0) = (released_at is not null))
);
create unique index stored_files_content on stored_files (organization_id, sha256) where state = 'stored';
create index stored_files_released on stored_files (organization_id, released_at) where reference_count = 0;

-- A file between its upload and the message or ticket it is meant for.
create table file_uploads (
  id uuid primary key default new_id(),
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  uploaded_by_id uuid not null,
  file_id uuid not null,
  file_name varchar(500) not null,
  file_type varchar(100) not null,
  created_at timestamptz(3) not null default app_now(),
  unique (organization_id, id),
  foreign key (organization_id, uploaded_by_id) references users (organization_id, id) on delete restrict,
  foreign key (organization_id, file_id) references stored_files (organization_id, id) on delete restrict
);
create index file_uploads_created on file_uploads (organization_id, created_at);
create index file_uploads_file on file_uploads (organization_id, file_id);

-- A row without file_id is a file elsewhere, at its file_url, or a deleted one whose trace stays.
alter table ticket_attachments add column file_id uuid;
alter table ticket_attachments add column message_id uuid;
alter table ticket_attachments add column is_internal boolean not null default false;
alter table ticket_attachments add column deleted_at timestamptz(3);
alter table ticket_attachments add column deleted_by_id uuid;
alter table ticket_attachments add column deletion_reason text;
alter table ticket_attachments add check ((deleted_at is null) or (file_id is null));
alter table ticket_attachments add foreign key (organization_id, file_id) references stored_files (organization_id, id) on delete restrict;
alter table ticket_attachments add foreign key (organization_id, message_id) references ticket_messages (organization_id, id) on delete restrict;
alter table ticket_attachments add foreign key (organization_id, deleted_by_id) references users (organization_id, id) on delete restrict;
create index ticket_attachments_file on ticket_attachments (organization_id, file_id) where file_id is not null;
create index ticket_attachments_message on ticket_attachments (organization_id, message_id) where message_id is not null;

create function count_file_references() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.file_id is not null and (tg_op = 'DELETE' or old.file_id is distinct from new.file_id) then
    update stored_files set reference_count = reference_count - 1,
      released_at = case when reference_count = 1 then app_now() end
    where organization_id = old.organization_id and id = old.file_id;
  end if;
  if tg_op <> 'DELETE' and new.file_id is not null and (tg_op = 'INSERT' or old.file_id is distinct from new.file_id) then
    update stored_files set reference_count = reference_count + 1, released_at = null
    where organization_id = new.organization_id and id = new.file_id;
  end if;
  return null;
end
$$;
create trigger ticket_attachments_references after insert or delete or update of file_id on ticket_attachments
  for each row execute function count_file_references();
create trigger file_uploads_references after insert or delete or update of file_id on file_uploads
  for each row execute function count_file_references();

select protect_organization_table('stored_files');
select protect_organization_table('file_uploads');
grant select, insert, update, delete on stored_files, file_uploads to docket_app;

-- Names of internal files are found like internal notes: by the desk alone. Deleted ones are not found at all.
create function attachment_names(organization uuid, ticket uuid, internal boolean) returns tsvector
language sql stable as $$
  select file_names_vector(string_agg(a.file_name, ' ' order by a.id)) from ticket_attachments a
  where a.organization_id = organization and a.ticket_id = ticket and a.is_internal = internal and a.deleted_at is null
$$;

create or replace function index_attachments() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update ticket_search s set
    document = s.document || coalesce(added.public_names, ''),
    note_document = nullif(coalesce(s.note_document, '') || coalesce(added.internal_names, ''), '')
  from (
    select ticket_id, file_names_vector(string_agg(file_name, ' ' order by id) filter (where not is_internal)) as public_names,
      file_names_vector(string_agg(file_name, ' ' order by id) filter (where is_internal)) as internal_names
    from new_attachments group by ticket_id
  ) added
  where s.ticket_id = added.ticket_id;
  return null;
end
$$;

create or replace function index_updated_tickets() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.maintenance', 'on', true);
  update ticket_search s set tags = n.tags, created_at = n.created_at, archived = n.archived, is_sensitive = n.is_sensitive
  from new_tickets n join old_tickets o on o.id = n.id
  where s.ticket_id = n.id
    and (n.tags, n.created_at, n.archived, n.is_sensitive) is distinct from (o.tags, o.created_at, o.archived, o.is_sensitive);
  update ticket_search s set document = search_vector(n.title, 'A') || search_vector(n.description, 'B')
    || coalesce((select search_vector(string_agg(m.message_text, ' ' order by m.id), 'C') from ticket_messages m
      where m.organization_id = n.organization_id and m.ticket_id = n.id and not m.is_internal_note), '')
    || coalesce(attachment_names(n.organization_id, n.id, false), '')
  from new_tickets n join old_tickets o on o.id = n.id
  where s.ticket_id = n.id and (n.title, n.description) is distinct from (o.title, o.description);
  return null;
end
$$;

create or replace function reindex_tickets(ticket_ids uuid[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare organization uuid := app_organization_id();
begin
  update ticket_search s set
    document = search_vector(t.title, 'A') || search_vector(t.description, 'B')
      || coalesce((select search_vector(string_agg(m.message_text, ' ' order by m.id), 'C') from ticket_messages m
        where m.organization_id = organization and m.ticket_id = t.id and not m.is_internal_note), '')
      || coalesce(attachment_names(organization, t.id, false), ''),
    note_document = nullif(coalesce((select search_vector(string_agg(m.message_text, ' ' order by m.id), 'C') from ticket_messages m
        where m.organization_id = organization and m.ticket_id = t.id and m.is_internal_note), '')
      || coalesce(attachment_names(organization, t.id, true), ''), '')
  from tickets t
  where t.organization_id = organization and t.id = any (ticket_ids)
    and s.organization_id = organization and s.ticket_id = t.id;
end
$$;
