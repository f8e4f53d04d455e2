-- The documented table of the desk that Docket replaces, for those who read the database, and the one place where the
-- partner API takes its fields from. Row-level security of the tables below it holds: the view has no rights of its own.

-- Ids of the vendors are numbers to those who documented them; longer ones would lose digits in JSON.
create function vendor_number(id text) returns bigint
language sql immutable parallel safe as $$ select case when id ~ '^\d{1,15}$' then id::bigint end $$;

-- Documented words are in title case; what a vendor sends as a word of its own is brought to it.
create function documented_word(word text) returns text
language sql immutable parallel safe as $$
  select case when word ~ '^[[:upper:]]' and word <> upper(word) then word else initcap(replace(word, '_', ' ')) end
$$;

create view ticket_details with (security_invoker = true) as
select
  t.number as id,
  vendor_number(t.external_id) as external_id,
  t.source as external_source,
  c.account_number as company_account_number,
  coalesce(t.external_id, t.number::text) as ticket_number,
  case when t.is_sensitive then 'Sensitive ticket' else t.title end as subject,
  case when t.is_sensitive then '' else coalesce(s.description_html, t.description) end as description,
  case when t.is_sensitive then '' else t.description end as description_text,
  coalesce(documented_word(s.status_text), own.status) as status,
  coalesce(documented_word(s.priority_text), own.priority) as priority,
  coalesce(vendor_number(s.status_code), own.status_id) as status_id,
  coalesce(vendor_number(s.priority_code), own.priority_id) as priority_id,
  coalesce(s.type, 'Incident') as ticket_type,
  case when t.is_sensitive then null else r.email end as requester_email,
  case when t.is_sensitive then null else r.name end as requester_name,
  vendor_number(s.requester_external_id) as requester_id,
  vendor_number(s.responder_external_id) as responder_id,
  vendor_number(s.group_external_id) as group_id,
  coalesce(s.vendor_created_at, t.created_at) as created_at,
  coalesce(s.vendor_updated_at, t.updated_at) as last_updated_at,
  t.closed_at,
  -- Hours that could not be read are never charged for.
  (case when s.ticket_id is null or s.time_entries_read_at is not null
    then greatest(spent.minutes, coalesce(c.minimum_charge_minutes, 0)) else spent.minutes end / 60.0)::float8 as total_hours_spent,
  coalesce(s.first_response_due_at, t.response_due_at) as fr_due_by,
  coalesce(s.due_at, t.sla_due_at) as due_by,
  t.first_response_at as first_responded_at,
  s.agent_responded_at,
  vendor_number(s.company_external_id) as department_id,
  (select w.received_at from sync_webhook_receipts w
    where w.organization_id = s.organization_id and w.connection_id = s.connection_id and w.external_id = s.external_id)
    as webhook_updated_at,
  case when t.is_sensitive then '[]' else (
    select coalesce(json_agg(json_build_object(
      'id', coalesce(to_json(vendor_number(m.external_id)), to_json(coalesce(m.external_id, m.id::text))),
      'body', m.message_text, 'body_html', m.message, 'from_email', coalesce(m.from_email, u.email), 'to_emails', m.to_emails,
      'created_at', to_char(m.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'updated_at', to_char(coalesce(m.edited_at, m.created_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'incoming', coalesce(m.is_incoming, m.actor_role in ('operator', 'shipper', 'driver')), 'private', false,
      'user_id', coalesce(to_json(vendor_number(m.author_external_id)), to_json(coalesce(m.author_external_id, m.actor_id::text))),
      'support_email', null) order by m.created_at, m.id), '[]')
    from ticket_messages m left join users u on u.id = m.actor_id
    where m.organization_id = t.organization_id and m.ticket_id = t.id and not m.is_internal_note)::text end as conversations,
  case when t.is_sensitive then '[]' else (
    select coalesce(json_agg(json_build_object(
      'id', coalesce(to_json(vendor_number(m.external_id)), to_json(coalesce(m.external_id, m.id::text))),
      'body', m.message_text, 'body_html', m.message, 'from_email', coalesce(m.from_email, u.email), 'to_emails', m.to_emails,
      'created_at', to_char(m.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'updated_at', to_char(coalesce(m.edited_at, m.created_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'incoming', coalesce(m.is_incoming, m.actor_role in ('operator', 'shipper', 'driver')), 'private', true,
      'user_id', coalesce(to_json(vendor_number(m.author_external_id)), to_json(coalesce(m.author_external_id, m.actor_id::text))),
      'support_email', null) order by m.created_at, m.id), '[]')
    from ticket_messages m left join users u on u.id = m.actor_id
    where m.organization_id = t.organization_id and m.ticket_id = t.id and m.is_internal_note)::text end as notes,
  -- Beyond what was documented.
  t.organization_id,
  t.id as docket_id,
  t.company_id,
  coalesce(s.status_text, initcap(left(t.status, 1)) || lower(replace(substr(t.status, 2), '_', ' '))) as status_text,
  coalesce(s.priority_text, initcap(t.priority)) as priority_text,
  t.resolved_at,
  s.ticket_id is null or s.time_entries_read_at is not null as are_hours_known,
  t.is_sensitive,
  coalesce(s.deleted_at, case when t.archived then t.updated_at end) as deleted_at,
  greatest(t.updated_at, s.synced_at) as changed_at
from tickets t
  -- What a native ticket is called in the documented words.
  cross join lateral (
    select
      case when t.status in ('RESOLVED', 'CLOSED') then initcap(t.status)
        when t.status in ('AWAITING_SHIPPER', 'AWAITING_OPERATOR') then 'Waiting on Customer'
        when t.status in ('AWAITING_FRANCHISE', 'AWAITING_FINANCE') then 'Waiting on Third Party' else 'Open' end as status,
      case t.status when 'RESOLVED' then 4 when 'CLOSED' then 5 when 'AWAITING_SHIPPER' then 9 when 'AWAITING_OPERATOR' then 9
        when 'AWAITING_FRANCHISE' then 10 when 'AWAITING_FINANCE' then 10 else 2 end::bigint as status_id,
      case t.priority when 'CRITICAL' then 'Urgent' else initcap(t.priority) end as priority,
      case t.priority when 'LOW' then 1 when 'MEDIUM' then 2 when 'HIGH' then 3 else 4 end::bigint as priority_id
  ) own
  left join ticket_sources s on s.organization_id = t.organization_id and s.ticket_id = t.id
  left join companies c on c.organization_id = t.organization_id and c.id = t.company_id
  left join requesters r on r.organization_id = t.organization_id and r.id = t.requester_id
  cross join lateral (
    select coalesce(sum(e.minutes) filter (where e.is_billable), 0) as minutes from time_entries e
    where e.organization_id = t.organization_id and e.ticket_id = t.id
  ) spent;
grant select on ticket_details to docket_app;
