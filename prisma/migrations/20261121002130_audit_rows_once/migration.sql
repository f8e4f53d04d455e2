-- The audit of an update turned the whole new row into JSON once for every column. Once for every row is enough; the
-- function is amended in whatever version this database has it. "offset 0" keeps the planner from undoing that.
do $$
declare
  definition text := pg_get_functiondef('audit_ticket_updates()'::regprocedure);
begin
  definition := replace(definition, 'join old_tickets o on o.id = n.id',
    'join old_tickets o on o.id = n.id
  cross join lateral (select to_jsonb(o) as before, to_jsonb(n) as after offset 0) r');
  definition := replace(definition, 'jsonb_each(to_jsonb(o)) f', 'jsonb_each(r.before) f');
  definition := replace(definition, 'to_jsonb(n) -> f.key', 'r.after -> f.key');
  if position('jsonb_each(r.before) f' in definition) = 0 or position('to_jsonb(n) -> f.key' in definition) > 0 then
    raise exception 'audit_ticket_updates() is not written as expected.';
  end if;
  execute definition;
end
$$;
