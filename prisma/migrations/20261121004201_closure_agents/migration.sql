-- Agents of an external desk have ids of up to 18 digits, as the mirror stores them.
do $$
declare
  definition constant text := pg_get_functiondef('settle_closure(uuid, uuid, boolean)'::regprocedure);
  amended constant text := replace(definition, '{1,15}', '{1,18}');
begin
  if amended = definition then
    raise exception 'settle_closure() is not written as expected.';
  end if;
  execute amended;
end
$$;
