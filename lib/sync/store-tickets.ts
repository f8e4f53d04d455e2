import { raw } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import type { Identified, MirrorConnection, Prepared } from "./store-contents";
import { toRecords } from "./to-records";

const ticketColumns = {
  title: "text",
  description: "text",
  status: "text",
  priority: "text",
  tags: "text[]",
  owner_id: "uuid",
  owner_role: "text",
  requester_id: "uuid",
  company_id: "uuid",
  created_at: "timestamptz",
  updated_at: "timestamptz",
  resolved_at: "timestamptz",
  closed_at: "timestamptz",
  first_response_at: "timestamptz",
  sla_due_at: "timestamptz",
  sla_due_is_manual: "boolean",
  sla_due_reason: "text",
  sla_paused_at: "timestamptz",
  sla_breached: "boolean",
  response_due_at: "timestamptz",
  response_paused_at: "timestamptz",
  response_breached: "boolean",
} as const;
const sourceColumns = {
  url: "text",
  description_html: "text",
  status_code: "text",
  status_text: "text",
  priority_code: "text",
  priority_text: "text",
  source_code: "text",
  type: "text",
  group_external_id: "text",
  company_external_id: "text",
  requester_external_id: "text",
  responder_external_id: "text",
  workspace_external_id: "text",
  first_response_due_at: "timestamptz",
  due_at: "timestamptz",
  agent_responded_at: "timestamptz",
  vendor_created_at: "timestamptz",
  vendor_updated_at: "timestamptz",
  vendor_resolved_at: "timestamptz",
  vendor_closed_at: "timestamptz",
  merged_into_external_id: "text",
  needs_mapping: "boolean",
  checksum: "text",
  deleted_reason: "text",
} as const;

type Columns = Record<string, string>;
const names = (columns: Columns) => raw(Object.keys(columns).join(", "));
const listed = (columns: Columns, alias: string) =>
  raw(
    Object.keys(columns)
      .map((name) => `${alias}.${name}`)
      .join(", "),
  );
const assigned = (columns: Columns) =>
  raw(
    Object.keys(columns)
      .map((name) => `${name} = n.${name}`)
      .join(", "),
  );
const definition = raw(
  Object.entries({ ...ticketColumns, ...sourceColumns })
    .map(([name, type]) => `${name} ${type}`)
    .join(", "),
);
const detailDefinition = raw(
  "has_conversations boolean, has_time_entries boolean, detail_checksum text, detailed_updated_at timestamptz",
);
/** Near breach follows from the due times, as everywhere. */
const near = raw(
  "sla_near_breach_at(n.sla_due_at, n.created_at), sla_near_breach_at(n.response_due_at, n.created_at)",
);

/** Our ids by the vendor's. A ticket that another run has stored at this moment is left to it and has none here. */
export async function insertTickets(
  ctx: Context,
  connection: MirrorConnection,
  fresh: readonly Prepared[],
): Promise<Map<string, string>> {
  if (fresh.length === 0) return new Map();
  const rows = toRecords(
    fresh.map((one) => ({
      ...one.columns,
      checksum: one.checksum,
      ...gone(one.content),
      ...(hasDetails(one) && detailsOf(one)),
    })),
  );
  const added = await ctx.tx.$queryRaw<{ external_id: string; ticket_id: string }[]>`
    with n as (
      select n.*, row_number() over (order by n.created_at, n.external_id) as place
      from jsonb_to_recordset(${rows}::jsonb) as n(external_id text, ${definition}, ${detailDefinition})
    ), numbers as (
      select number, row_number() over (order by number) as place from next_ticket_numbers(${fresh.length}::integer) number
    ), added as (
      insert into tickets (number, source, external_id, is_mirrored, archived, sla_near_notified, response_near_notified,
        sla_near_breach_at, response_near_breach_at, ${names(ticketColumns)})
      select numbers.number, ${connection.source}, n.external_id, true, n.deleted_reason is not null, true, true,
        ${near}, ${listed(ticketColumns, "n")}
      from n join numbers using (place) order by n.place
      on conflict (organization_id, source, external_id) do nothing returning id, external_id
    )
    insert into ticket_sources (ticket_id, connection_id, external_id, deleted_at, conversations_read_at, time_entries_read_at,
      detail_checksum, detailed_updated_at, ${names(sourceColumns)})
    select added.id, ${connection.id}::uuid, n.external_id, case when n.deleted_reason is not null then app_now() end,
      case when n.has_conversations then app_now() end, case when n.has_time_entries then app_now() end,
      n.detail_checksum, n.detailed_updated_at, ${listed(sourceColumns, "n")}
    from n join added using (external_id) returning external_id, ticket_id`;
  return new Map(added.map(({ external_id, ticket_id }) => [external_id, ticket_id]));
}

/** Takes over what the vendor says. What only this desk knows of a ticket (links, sensitivity, franchise) stays. */
export async function updateTickets(ctx: Context, changed: readonly Prepared[]): Promise<void> {
  if (changed.length === 0) return;
  const rows = toRecords(
    changed.map(({ columns, checksum, content, known }) => ({
      ...columns,
      ticket_id: known?.ticket_id,
      checksum,
      ...gone(content),
    })),
  );
  await ctx.tx.$executeRaw`
    update tickets t set ${assigned(ticketColumns)}, archived = n.deleted_reason is not null,
      sla_near_breach_at = sla_near_breach_at(n.sla_due_at, n.created_at),
      response_near_breach_at = sla_near_breach_at(n.response_due_at, n.created_at)
    from jsonb_to_recordset(${rows}::jsonb) as n(ticket_id uuid, ${definition})
    where t.id = n.ticket_id`;
  await ctx.tx.$executeRaw`
    update ticket_sources s set ${assigned(sourceColumns)}, synced_at = app_now(),
      deleted_at = case when n.deleted_reason is not null then coalesce(s.deleted_at, app_now()) end
    from jsonb_to_recordset(${rows}::jsonb) as n(ticket_id uuid, ${definition})
    where s.ticket_id = n.ticket_id`;
}

/** Notes up to where conversations and hours were read; a row that says so already is left alone. */
export async function markRead(ctx: Context, stored: readonly Identified[]): Promise<void> {
  const rows = stored
    .filter(
      (one) =>
        hasDetails(one) &&
        (one.known?.detail_checksum !== one.detail_checksum ||
          one.known?.detailed_updated_at?.getTime() !== one.content.ticket.updated_at.getTime()),
    )
    .map((one) => ({ ticket_id: one.ticket_id, ...detailsOf(one) }));
  if (rows.length === 0) return;
  await ctx.tx.$executeRaw`
    update ticket_sources s set
      conversations_read_at = case when n.has_conversations then app_now() else s.conversations_read_at end,
      time_entries_read_at = case when n.has_time_entries then app_now() else s.time_entries_read_at end,
      detail_checksum = coalesce(n.detail_checksum, s.detail_checksum),
      detailed_updated_at = coalesce(n.detailed_updated_at, s.detailed_updated_at), synced_at = app_now()
    from jsonb_to_recordset(${toRecords(rows)}::jsonb) as n(ticket_id uuid, ${detailDefinition})
    where s.ticket_id = n.ticket_id`;
}

function hasDetails({ content }: Prepared): boolean {
  return content.conversations !== null || content.time_entries !== null || content.is_complete;
}

function detailsOf({ content, detail_checksum }: Prepared) {
  return {
    has_conversations: content.conversations !== null,
    has_time_entries: content.time_entries !== null,
    detail_checksum,
    detailed_updated_at: content.is_complete && content.is_settled ? content.ticket.updated_at : null,
  };
}

function gone({ deleted_reason }: Prepared["content"]) {
  return { deleted_reason };
}
