import { type Sql, sql } from "@/lib/platform/database/sql";
import { nextResponseStatus, responseStatus, slaStatus } from "@/lib/tickets/ticket-columns";
import type { ExportColumn } from "./schema";

export type ColumnKind = "text" | "number" | "flag" | "instant" | "list";
/** What a value tells about a person outside of the desk; `text` is prose that may name one. */
export type PersonalData = "name" | "email" | "phone" | "text";
type Join = "owner" | "requester" | "company" | "franchise" | "creator" | "merged";

type Column = {
  /** Of `tickets t` and the joins it names. */
  value: Sql;
  kind: ColumnKind;
  joins?: Join;
  /** What a sensitive ticket says: empty without a stated reason. */
  isContent?: true;
  /** The desk's own note, not for requesters. */
  isForDesk?: true;
  personal?: PersonalData;
};

export const joinedTables: Record<Join, Sql> = {
  owner: sql`left join users owner on owner.id = t.owner_id`,
  requester: sql`left join requesters r on r.id = t.requester_id`,
  company: sql`left join companies c on c.id = t.company_id`,
  franchise: sql`left join franchises f on f.id = t.assigned_franchise_id`,
  creator: sql`left join users creator on creator.id = t.created_by_id`,
  merged: sql`left join tickets merged on merged.id = t.merged_into_id`,
};

/** Where every column of a file comes from. The list's own columns say the same here as there; a test compares them. */
export const columnSources: Record<ExportColumn, Column> = {
  number: { value: sql`t.number`, kind: "number" },
  title: { value: sql`t.title`, kind: "text", isContent: true, personal: "text" },
  description: { value: sql`t.description`, kind: "text", isContent: true, personal: "text" },
  status: { value: sql`t.status`, kind: "text" },
  priority: { value: sql`t.priority`, kind: "text" },
  severity: { value: sql`t.severity`, kind: "text", isContent: true, isForDesk: true },
  owner_name: { value: sql`owner.name`, kind: "text", joins: "owner" },
  owner_role: { value: sql`t.owner_role`, kind: "text" },
  requester_name: {
    value: sql`r.name`,
    kind: "text",
    joins: "requester",
    isContent: true,
    personal: "name",
  },
  requester_email: {
    value: sql`r.email`,
    kind: "text",
    joins: "requester",
    isContent: true,
    personal: "email",
  },
  requester_phone: {
    value: sql`r.phone`,
    kind: "text",
    joins: "requester",
    isContent: true,
    personal: "phone",
  },
  company_name: { value: sql`c.name`, kind: "text", joins: "company", isContent: true },
  franchise_code: { value: sql`f.code`, kind: "text", joins: "franchise" },
  linked_type: { value: sql`t.linked_type`, kind: "text", isContent: true },
  linked_id: { value: sql`t.linked_id`, kind: "text", isContent: true },
  tags: { value: sql`to_json(t.tags)`, kind: "list", isContent: true },
  sla_status: { value: slaStatus, kind: "text" },
  sla_due_at: { value: sql`t.sla_due_at`, kind: "instant" },
  sla_breached: { value: sql`t.sla_breached`, kind: "flag" },
  sla_escalation_level: { value: sql`t.sla_escalation_level`, kind: "number" },
  response_status: { value: responseStatus, kind: "text" },
  response_due_at: { value: sql`t.response_due_at`, kind: "instant" },
  first_response_at: { value: sql`t.first_response_at`, kind: "instant" },
  next_response_status: { value: nextResponseStatus, kind: "text" },
  next_response_due_at: { value: sql`t.next_response_due_at`, kind: "instant" },
  created_at: { value: sql`t.created_at`, kind: "instant" },
  updated_at: { value: sql`t.updated_at`, kind: "instant" },
  resolved_at: { value: sql`t.resolved_at`, kind: "instant" },
  closed_at: { value: sql`t.closed_at`, kind: "instant" },
  resolution_summary: { value: sql`t.resolution_summary`, kind: "text", isContent: true, personal: "text" },
  created_by_name: {
    value: sql`creator.name`,
    kind: "text",
    joins: "creator",
    isContent: true,
    personal: "name",
  },
  created_by_role: { value: sql`t.created_by_role`, kind: "text" },
  source: { value: sql`t.source`, kind: "text" },
  external_id: { value: sql`t.external_id`, kind: "text", isContent: true },
  is_sensitive: { value: sql`t.is_sensitive`, kind: "flag" },
  archived: { value: sql`t.archived`, kind: "flag" },
  merged_into_number: { value: sql`merged.number`, kind: "number", joins: "merged" },
  version: { value: sql`t.version`, kind: "number" },
  id: { value: sql`t.id`, kind: "text" },
};
