-- Full-text operators are not leakproof, so under row-level security no GIN index is used.
-- The documents therefore live in a table the application's role cannot read at all, behind two
-- functions that take the organization from the transaction.
create table ticket_search (
  ticket_id uuid primary key,
  organization_id uuid not null references organizations (id) on delete restrict,
  tags text[] not null default '{}',
  -- What a plain search shows first and counts by, so that its hits need no look at the tickets themselves.
  created_at timestamptz(3) not null,
  archived boolean not null,
  is_sensitive boolean not null,
  document tsvector not null,
  note_document tsvector,
  foreign key (organization_id, ticket_id) references tickets (organization_id, id) on delete restrict
);
revoke all on ticket_search from docket_app;
create index ticket_search_document on ticket_search using gin (document);
create index ticket_search_notes on ticket_search using gin (note_document) where note_document is not null;
create index ticket_search_tags on ticket_search using gin (tags);

-- A tsvector holds 1 MB at most; the first 200,000 characters of a text are indexed.
create function search_vector(content text, weight "char") returns tsvector
language sql immutable parallel safe as $$ select setweight(to_tsvector('english', left(content, 200000)), weight) $$;

-- File names are found whole and by their parts: "bill-of-lading.pdf" by lading.
create function file_names_vector(names text) returns tsvector
language sql immutable parallel safe as $$ select search_vector(names || ' ' || regexp_replace(names, '[^[:alnum:]]+', ' ', 'g'), 'D') $$;

create function index_inserted_tickets() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into ticket_search (ticket_id, organization_id, tags, created_at, archived, is_sensitive, document)
  select id, organization_id, tags, created_at, archived, is_sensitive, search_vector(title, 'A') || search_vector(description, 'B') from new_tickets;
  return null;
end
$$;
create trigger tickets_index_insert after insert on tickets
  referencing new table as new_tickets for each statement execute function index_inserted_tickets();

create function index_updated_tickets() returns trigger
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
    || coalesce((select file_names_vector(string_agg(a.file_name, ' ' order by a.id)) from ticket_attachments a
      where a.organization_id = n.organization_id and a.ticket_id = n.id), '')
  from new_tickets n join old_tickets o on o.id = n.id
  where s.ticket_id = n.id and (n.title, n.description) is distinct from (o.title, o.description);
  return null;
end
$$;
create trigger tickets_index_update after update on tickets
  referencing old table as old_tickets new table as new_tickets
  for each statement execute function index_updated_tickets();

create function index_messages() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update ticket_search s set
    document = case when pg_column_size(s.document) > 500000 then s.document else s.document || coalesce(added.public_text, '') end,
    note_document = case when pg_column_size(s.note_document) > 500000 then s.note_document
      else nullif(coalesce(s.note_document, '') || coalesce(added.note_text, ''), '') end
  from (
    select ticket_id,
      search_vector(string_agg(message_text, ' ' order by id) filter (where not is_internal_note), 'C') as public_text,
      search_vector(string_agg(message_text, ' ' order by id) filter (where is_internal_note), 'C') as note_text
    from new_messages group by ticket_id
  ) added
  where s.ticket_id = added.ticket_id;
  return null;
end
$$;
create trigger ticket_messages_index after insert on ticket_messages
  referencing new table as new_messages for each statement execute function index_messages();

create function index_attachments() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update ticket_search s set document = s.document || file_names_vector(added.names)
  from (select ticket_id, string_agg(file_name, ' ' order by id) as names from new_attachments group by ticket_id) added
  where s.ticket_id = added.ticket_id;
  return null;
end
$$;
create trigger ticket_attachments_index after insert on ticket_attachments
  referencing new table as new_attachments for each statement execute function index_attachments();

-- Words as typed, quotes and minus as in a search engine; the last word also as a beginning.
create function ticket_search_query(words text) returns tsquery language plpgsql immutable parallel safe as $$
declare
  parsed tsquery := websearch_to_tsquery('english', words);
  beginning text := substring(words from '([[:alnum:]]{2,})$');
begin
  if beginning is not null and words !~ '["-]' then
    parsed := to_tsquery('simple', beginning || ':*') || parsed;
    if words ~ '[[:alnum:]][^[:alnum:]]+[[:alnum:]]' then
      parsed := parsed && websearch_to_tsquery('english', left(words, length(words) - length(beginning)));
    end if;
  end if;
  return parsed;
end
$$;

create function search_ticket_hits(words text, include_notes boolean)
returns table (id uuid, created_at timestamptz, archived boolean, is_sensitive boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.ticket_id, s.created_at, s.archived, s.is_sensitive from ticket_search s
  where s.organization_id = app_organization_id()
    and (s.document @@ ticket_search_query(words) or (include_notes and s.note_document @@ ticket_search_query(words)))
$$;

create function search_ticket_ids(words text, include_notes boolean) returns setof uuid
language sql stable as $$ select id from search_ticket_hits(words, include_notes) $$;

create function tagged_ticket_ids(any_of text[]) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select ticket_id from ticket_search where organization_id = app_organization_id() and tags && any_of
$$;
