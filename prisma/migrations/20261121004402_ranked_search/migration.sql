-- Hits in the order of how well they fit. The rank of a hit needs its document, so only those of the newest tickets
-- are ranked: `at_most` of them, of one company where one is named.
create function rank_ticket_hits(words text, include_notes boolean, of_companies uuid[], at_most integer)
returns table (id uuid, rank real)
language sql stable security definer set search_path = public, pg_temp as $$
  select hit.ticket_id, hit.rank from (
    select s.ticket_id, ts_rank(s.document || case when include_notes then coalesce(s.note_document, '') else '' end, query, 1) as rank
    from ticket_search_query(words) query, ticket_search s
    where s.organization_id = app_organization_id()
      and (s.document @@ query or (include_notes and s.note_document @@ query)) and not s.archived and not s.is_sensitive
      and (of_companies is null or exists (select from tickets t
        where t.organization_id = s.organization_id and t.id = s.ticket_id and t.company_id = any (of_companies)))
    order by s.created_at desc, s.ticket_id desc limit at_most
  ) hit
$$;
