-- When something last happened that the requester of a ticket can see. An internal note moves updated_at, and a
-- requester who could read that instant, sort or filter by it would know when the desk talks about them.
alter table tickets add column public_updated_at timestamptz(3);
alter table tickets disable trigger user;
select set_config('app.maintenance', 'on', true);
update tickets set public_updated_at = updated_at;
select set_config('app.maintenance', '', true);
alter table tickets enable trigger user;
alter table tickets alter column public_updated_at set not null;

create function track_public_activity() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    new.public_updated_at := coalesce(new.public_updated_at, new.updated_at);
  elsif (new.title, new.description, new.priority, new.status, new.owner_id, new.owner_role, new.requester_id, new.company_id,
      new.assigned_franchise_id, new.linked_type, new.linked_id, new.sla_due_at, new.sla_breached, new.sla_escalation_level,
      new.response_due_at, new.first_response_at, new.tags, new.is_sensitive, new.archived, new.resolution_summary,
      new.resolved_at, new.closed_at, new.merged_into_id, new.follow_up_of_id)
    is distinct from (old.title, old.description, old.priority, old.status, old.owner_id, old.owner_role, old.requester_id, old.company_id,
      old.assigned_franchise_id, old.linked_type, old.linked_id, old.sla_due_at, old.sla_breached, old.sla_escalation_level,
      old.response_due_at, old.first_response_at, old.tags, old.is_sensitive, old.archived, old.resolution_summary,
      old.resolved_at, old.closed_at, old.merged_into_id, old.follow_up_of_id) then
    new.public_updated_at := new.updated_at;
  end if;
  return new;
end
$$;
-- Named to come after tickets_guard and tickets_prepare, which decide updated_at.
create trigger tickets_track_public before insert or update on tickets for each row execute function track_public_activity();

-- The functions around it keep what they do otherwise, in whatever version this database has them: a reply moves the
-- instant and a note does not, it makes no edit stale, and the audit log does not list it as a field.
create function amend_function(name regprocedure, before text, after text) returns void language plpgsql as $$
declare definition text := pg_get_functiondef(name);
begin
  if position(before in definition) = 0 then
    raise exception 'The function % does not say: %', name, before;
  end if;
  execute replace(definition, before, after);
end
$$;
select amend_function('guard_ticket_update()', '''{updated_at,', '''{updated_at,public_updated_at,');
select amend_function('audit_ticket_updates()', '''updated_at'',', '''updated_at'', ''public_updated_at'',');
select amend_function('apply_ticket_messages()', 'set updated_at = app_now(),',
  'set updated_at = app_now(), public_updated_at = case when replies.is_public then app_now() else t.public_updated_at end,');
select amend_function('apply_ticket_messages()', 'min(m.created_at) filter', 'bool_or(not m.is_internal_note) as is_public,
      min(m.created_at) filter');
drop function amend_function(regprocedure, text, text);
