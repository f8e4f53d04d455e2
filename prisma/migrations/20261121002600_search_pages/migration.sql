-- A plain search shows its newest hits and their exact number. Asked apart, and with the words as a constant the
-- planner has statistics for, a common word is read from the newest ticket on until the page is full, a rare one
-- from its index; the number alone needs no order and no row.
create index ticket_search_created on ticket_search (organization_id, created_at, ticket_id);

create function search_hit_condition(words text, include_notes boolean, archived_is boolean, reader uuid)
returns text language sql stable as $$
  select format('s.organization_id = %L and (s.document @@ %L::tsquery', app_organization_id(), query)
    || case when include_notes then format(' or s.note_document @@ %L::tsquery', query) else '' end || ')'
    || case when archived_is is null then '' when archived_is then ' and s.archived' else ' and not s.archived' end
    || format(' and (not s.is_sensitive or exists (select from ticket_access_grants g
      where g.ticket_id = s.ticket_id and g.user_id = %L and g.expires_at > app_now()))', reader)
  from ticket_search_query(words) query
$$;

create function search_ticket_page(
  words text, include_notes boolean, archived_is boolean, reader uuid,
  ascending boolean, after_created_at timestamptz, after_id uuid, page_limit integer, page_offset integer
) returns table (id uuid, created_at timestamptz)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  direction text := case when ascending then 'asc' else 'desc' end;
  after_cursor text := case when after_id is null then '' else format(' and (s.created_at, s.ticket_id) %s (%L, %L)',
    case when ascending then '>' else '<' end, after_created_at, after_id) end;
begin
  return query execute format('select s.ticket_id, s.created_at::timestamptz from ticket_search s where %s%s
      order by s.created_at %s, s.ticket_id %s limit %s offset %s',
    search_hit_condition(words, include_notes, archived_is, reader), after_cursor, direction, direction, page_limit, page_offset);
end
$$;

-- Reading every document again costs more than visiting the pages the index names.
create function count_search_hits(words text, include_notes boolean, archived_is boolean, reader uuid) returns integer
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  hits integer;
begin
  execute format('select count(*) from ticket_search s where %s',
    search_hit_condition(words, include_notes, archived_is, reader)) into hits;
  return hits;
end
$$;
revoke execute on function search_hit_condition(text, boolean, boolean, uuid) from public;
