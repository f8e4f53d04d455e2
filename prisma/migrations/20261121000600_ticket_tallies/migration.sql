-- Exact totals without counting: every change adds signed rows here, readers sum them, and a background step folds them
-- together. Nobody waits for anybody, and a total is as exact and as isolated as counting the tickets would be.
create table ticket_tallies (
  organization_id uuid not null default app_organization_id() references organizations (id) on delete restrict,
  archived boolean not null,
  status text not null,
  priority text not null,
  owner_role text,
  tally integer not null
);
create index ticket_tallies_organization on ticket_tallies (organization_id);
select protect_organization_table('ticket_tallies');
grant select, insert on ticket_tallies to docket_app;

create function tally_inserted_tickets() returns trigger language plpgsql as $$
begin
  insert into ticket_tallies (organization_id, archived, status, priority, owner_role, tally)
  select organization_id, archived, status, priority, owner_role, count(*) from new_tickets group by 1, 2, 3, 4, 5;
  return null;
end
$$;
create trigger tickets_tally_insert after insert on tickets
  referencing new table as new_tickets for each statement execute function tally_inserted_tickets();

create function tally_updated_tickets() returns trigger language plpgsql as $$
begin
  insert into ticket_tallies (organization_id, archived, status, priority, owner_role, tally)
  select organization_id, archived, status, priority, owner_role, sum(change) from (
    select organization_id, archived, status, priority, owner_role, -1 as change from old_tickets
    union all
    select organization_id, archived, status, priority, owner_role, 1 from new_tickets
  ) moved
  group by 1, 2, 3, 4, 5 having sum(change) <> 0;
  return null;
end
$$;
create trigger tickets_tally_update after update on tickets
  referencing old table as old_tickets new table as new_tickets for each statement execute function tally_updated_tickets();

-- Folds an organization's rows once enough have gathered; a second folder skips what this one holds.
create function fold_ticket_tallies(enough integer default 500) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  organization uuid;
  folded integer := 0;
begin
  perform set_config('app.maintenance', 'on', true);
  for organization in
    select organization_id from ticket_tallies group by organization_id
    having count(*) > enough + count(distinct (archived, status, priority, owner_role))
  loop
    continue when not pg_try_advisory_xact_lock(hashtextextended('fold_ticket_tallies' || organization, 0));
    with taken as (
      delete from ticket_tallies where organization_id = organization
      returning archived, status, priority, owner_role, tally
    )
    insert into ticket_tallies (organization_id, archived, status, priority, owner_role, tally)
    select organization, archived, status, priority, owner_role, sum(tally) from taken
    group by 2, 3, 4, 5 having sum(tally) <> 0;
    folded := folded + 1;
  end loop;
  return folded;
end
$$;
