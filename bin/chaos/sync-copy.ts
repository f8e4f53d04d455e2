import { fill, type Organization } from "@/prisma/seed/factories";

export type CopiedMessage = {
  external_id: string;
  message: string;
  is_internal_note: boolean;
  is_incoming: boolean;
  author_external_id: string | null;
  from_email: string | null;
  to_emails: string[] | null;
  created_at: string;
  edited_at: string | null;
};
export type CopiedTimeEntry = {
  external_id: string;
  minutes: number | null;
  is_billable: boolean;
  is_running: boolean;
  agent_external_id: string | null;
  worked_at: string | null;
  note: string | null;
  created_at: string;
  updated_at: string;
};
export type CopiedTicket = {
  external_id: string;
  title: string;
  description: string;
  description_html: string | null;
  status: string;
  priority: string;
  tags: string[];
  archived: boolean;
  created_at: string;
  resolved_at: string | null;
  closed_at: string | null;
  first_response_at: string | null;
  has_linked_requester: boolean;
  status_code: string;
  priority_code: string | null;
  source_code: string | null;
  type: string | null;
  group_external_id: string | null;
  company_external_id: string | null;
  requester_external_id: string | null;
  responder_external_id: string | null;
  workspace_external_id: string | null;
  vendor_created_at: string;
  vendor_updated_at: string;
  vendor_resolved_at: string | null;
  vendor_closed_at: string | null;
  due_at: string | null;
  first_response_due_at: string | null;
  agent_responded_at: string | null;
  conversations_read_at: string | null;
  time_entries_read_at: string | null;
  deleted_at: string | null;
  deleted_reason: string | null;
  messages: CopiedMessage[];
  time_entries: CopiedTimeEntry[];
};
export type ReadCopies = (externalIds: readonly string[]) => Promise<Map<string, CopiedTicket>>;

/** The copy of some tickets as PostgreSQL has it, with all that hangs on them. */
export function copyReader(organization: Organization, connectionId: string): ReadCopies {
  return (externalIds) =>
    fill(organization, async ({ tx }) => {
      const rows = await tx.$queryRaw<{ copy: CopiedTicket }[]>`
        select jsonb_build_object('title', t.title, 'description', t.description, 'status', t.status, 'priority', t.priority,
            'tags', t.tags, 'archived', t.archived, 'created_at', t.created_at, 'resolved_at', t.resolved_at,
            'closed_at', t.closed_at, 'first_response_at', t.first_response_at,
            'has_linked_requester', t.requester_id is not distinct from (select r.requester_id from requester_sources r
              where r.connection_id = s.connection_id and r.external_id = s.requester_external_id))
          || to_jsonb(s) || jsonb_build_object(
            'messages', coalesce((select jsonb_agg(to_jsonb(m)) from ticket_messages m
              where m.ticket_id = t.id and m.external_id is not null), '[]'),
            'time_entries', coalesce((select jsonb_agg(to_jsonb(e)) from time_entries e where e.ticket_id = t.id), '[]')) as copy
        from ticket_sources s join tickets t on t.id = s.ticket_id
        where s.connection_id = ${connectionId}::uuid and s.external_id = any (${[...externalIds]}::text[])`;
      return new Map(rows.map(({ copy }) => [copy.external_id, copy]));
    });
}

export type CopyCounts = {
  tickets: number;
  external_ids: number;
  open_failures: { resource: string; external_id: string; reason: string }[];
  gone: string[];
};

/** What no single ticket tells: rows too many, failures left open, and which copies are marked as gone. */
export function countCopies(organization: Organization, connectionId: string): Promise<CopyCounts> {
  return fill(organization, async ({ tx }) => {
    const [counts] = await tx.$queryRaw<{ tickets: number; external_ids: number }[]>`
      select count(*)::int as tickets, count(distinct s.external_id)::int as external_ids from tickets t
      left join ticket_sources s on s.ticket_id = t.id where t.source is not null and t.source <> 'native'`;
    const failures = await tx.$queryRaw<CopyCounts["open_failures"]>`
      select resource, external_id, reason from sync_failures
      where connection_id = ${connectionId}::uuid and resolved_at is null`;
    const gone = await tx.$queryRaw<{ external_id: string }[]>`
      select external_id from ticket_sources where connection_id = ${connectionId}::uuid and deleted_at is not null`;
    return {
      tickets: counts?.tickets ?? 0,
      external_ids: counts?.external_ids ?? 0,
      open_failures: failures,
      gone: gone.map((one) => one.external_id),
    };
  });
}
