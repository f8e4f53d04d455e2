import type { ExportColumn, ExportFormat } from "@/lib/exports/schema";
import type { ExportData } from "./export-queries";

export const columnWords: Record<ExportColumn, string> = {
  number: "Number",
  title: "Title",
  description: "Description",
  status: "Status",
  priority: "Priority",
  severity: "Severity",
  owner_name: "Owner",
  owner_role: "Owner role",
  requester_name: "Requester",
  requester_email: "Requester's e-mail",
  requester_phone: "Requester's phone",
  company_name: "Company",
  franchise_code: "Franchise",
  linked_type: "Linked record type",
  linked_id: "Linked record id",
  tags: "Tags",
  sla_status: "SLA status",
  sla_due_at: "SLA due",
  sla_breached: "SLA breached",
  sla_escalation_level: "Escalation level",
  response_status: "First response SLA",
  response_due_at: "First response due",
  first_response_at: "First response",
  next_response_status: "Next response SLA",
  next_response_due_at: "Next response due",
  created_at: "Created",
  updated_at: "Updated",
  resolved_at: "Resolved",
  closed_at: "Closed",
  resolution_summary: "Resolution",
  created_by_name: "Created by",
  created_by_role: "Creator's role",
  source: "Source",
  external_id: "Id at the source",
  is_sensitive: "Sensitive",
  archived: "Archived",
  merged_into_number: "Merged into",
  version: "Version",
  id: "Id",
};
export const columnNames = Object.keys(columnWords) as ExportColumn[];

export const formatWords: Record<ExportFormat, { label: string; hint: string }> = {
  csv: { label: "CSV", hint: "For any spreadsheet or program" },
  xlsx: { label: "Excel (XLSX)", hint: "Dates sort and filter; beyond 1,048,575 tickets further sheets" },
  json: { label: "JSON", hint: "For programs" },
};
export const formatNames = Object.keys(formatWords) as ExportFormat[];

export const statusWords: Record<ExportData["status"], string> = {
  pending: "Waiting",
  processing: "Being written",
  completed: "Ready",
  failed: "Failed",
  cancelled: "Cancelled",
};

/** What one column of the list becomes in a file; columns that are not here have the same name in both. */
const partsOf: Record<string, ExportColumn[]> = {
  title: ["title", "tags"],
  linked: ["linked_type", "linked_id"],
  owner: ["owner_name", "owner_role"],
  sla_due_at: ["sla_status", "sla_due_at"],
  response_due_at: ["response_status", "response_due_at"],
  next_response_due_at: ["next_response_status", "next_response_due_at"],
  requester: ["requester_name"],
  source: ["source", "external_id"],
  escalation: ["sla_escalation_level"],
};

/** The columns of a file for those that a list shows, in their order. */
export function columnsAsShown(listColumns: readonly string[]): ExportColumn[] {
  const columns = listColumns.flatMap((id) => partsOf[id] ?? columnNames.filter((name) => name === id));
  return [...new Set(columns)];
}
