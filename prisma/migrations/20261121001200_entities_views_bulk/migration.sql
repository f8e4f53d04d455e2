-- LIKE and trigrams are not leakproof, so row-level security keeps them off every index; comparing text is.
-- Each entity is therefore found by the beginnings of its words, kept here in byte order.
create table linked_entity_words (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  type text not null,
  word text collate "C" not null,
  linked_entity_id uuid not null,
  primary key (organization_id, type, word, linked_entity_id),
  foreign key (organization_id, linked_entity_id) references linked_entities (organization_id, id) on delete cascade
);
create index linked_entity_words_entity on linked_entity_words (organization_id, linked_entity_id, word);

-- Words as written ("mh-12-4471") and their parts ("mh", "12", "4471").
create function entity_words(content text) returns setof text language sql immutable parallel safe as $$
  select distinct left(word, 60) from (
    select regexp_split_to_table(lower(left(content, 1000)), '\s+') as word
    union
    select regexp_split_to_table(lower(left(content, 1000)), '[^[:alnum:]]+')
  ) words where word ~ '[[:alnum:]]' limit 100
$$;

create function index_inserted_entities() returns trigger language plpgsql as $$
begin
  insert into linked_entity_words (organization_id, type, word, linked_entity_id)
  select n.organization_id, n.type, w.word, n.id
  from new_entities n cross join lateral entity_words(concat_ws(' ', n.entity_id, n.label, n.detail)) w (word);
  return null;
end
$$;
create trigger linked_entities_index_insert after insert on linked_entities
  referencing new table as new_entities for each statement execute function index_inserted_entities();

create function index_updated_entities() returns trigger language plpgsql as $$
begin
  delete from linked_entity_words w using new_entities n
  where w.organization_id = n.organization_id and w.linked_entity_id = n.id;
  insert into linked_entity_words (organization_id, type, word, linked_entity_id)
  select n.organization_id, n.type, w.word, n.id
  from new_entities n cross join lateral entity_words(concat_ws(' ', n.entity_id, n.label, n.detail)) w (word);
  return null;
end
$$;
create trigger linked_entities_index_update after update on linked_entities
  referencing new table as new_entities for each statement execute function index_updated_entities();

-- Everyone orders their own list of views, shared ones too.
create table saved_view_positions (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  user_id uuid not null,
  view_id uuid not null,
  position integer not null,
  primary key (organization_id, user_id, view_id),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete restrict,
  foreign key (organization_id, view_id) references saved_views (organization_id, id) on delete cascade
);

-- A large operation runs later as the person who asked, with no more than their token allowed.
alter table bulk_operations add column scopes text[];
alter table bulk_operations add column ip_address varchar(45);
alter table bulk_operations add column undone integer not null default 0;
alter table bulk_operations add column failed_attempts integer not null default 0;
alter table bulk_operation_items drop constraint bulk_operation_items_result_check;
alter table bulk_operation_items add check (result in ('pending', 'succeeded', 'failed', 'undone', 'cancelled'));
-- An id that names no visible ticket gets its own result as well, so it cannot be a foreign key.
alter table bulk_operation_items drop constraint bulk_operation_items_organization_id_ticket_id_fkey;
create index bulk_operation_items_pending on bulk_operation_items (organization_id, operation_id, position) where result = 'pending';
create index bulk_operations_created on bulk_operations (organization_id, created_at desc, id desc);

alter table ticket_merges add column moved_attachment_ids uuid[] not null default '{}';

-- After messages or attachments changed their ticket.
create function reindex_tickets(ticket_ids uuid[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare organization uuid := app_organization_id();
begin
  update ticket_search s set
    document = search_vector(t.title, 'A') || search_vector(t.description, 'B')
      || coalesce((select search_vector(string_agg(m.message_text, ' ' order by m.id), 'C') from ticket_messages m
        where m.organization_id = organization and m.ticket_id = t.id and not m.is_internal_note), '')
      || coalesce((select file_names_vector(string_agg(a.file_name, ' ' order by a.id)) from ticket_attachments a
        where a.organization_id = organization and a.ticket_id = t.id), ''),
    note_document = (select search_vector(string_agg(m.message_text, ' ' order by m.id), 'C') from ticket_messages m
      where m.organization_id = organization and m.ticket_id = t.id and m.is_internal_note)
  from tickets t
  where t.organization_id = organization and t.id = any (ticket_ids)
    and s.organization_id = organization and s.ticket_id = t.id;
end
$$;

select protect_organization_table('linked_entity_words');
select protect_organization_table('saved_view_positions');
grant select, insert, update, delete on linked_entity_words, saved_view_positions to docket_app;
