import type { DateFormat, FileFormat, ImportMapping, ImportRow, ImportTarget } from "@/lib/imports/schema";

export const targetWords: Record<ImportTarget, { label: string; hint?: string }> = {
  external_id: { label: "Ticket id", hint: "Recognizes duplicates" },
  title: { label: "Title" },
  description: { label: "Description" },
  status: { label: "Status" },
  priority: { label: "Priority" },
  urgency: { label: "Urgency", hint: "Priority follows from urgency and impact" },
  impact: { label: "Impact", hint: "Priority follows from urgency and impact" },
  created_at: { label: "Created" },
  updated_at: { label: "Last updated" },
  resolved_at: { label: "Resolved" },
  closed_at: { label: "Closed" },
  first_response_at: { label: "First response" },
  sla_due_at: { label: "SLA due" },
  sla_met: { label: "SLA met", hint: "Yes or no" },
  owner: { label: "Owner", hint: "A person's name or e-mail address" },
  owner_role: { label: "Owner role" },
  requester: { label: "Requester" },
  requester_email: { label: "Requester's e-mail" },
  franchise_code: { label: "Franchise" },
  linked_type: { label: "Linked record type" },
  linked_id: { label: "Linked record id" },
  severity: { label: "Severity" },
  tags: { label: "Tags" },
  is_sensitive: { label: "Sensitive", hint: "Yes or no" },
  resolution_summary: { label: "Resolution" },
  assignment_group: { label: "Group", hint: "Kept with the ticket and its history" },
  event_at: { label: "Time of the event" },
  event_order: { label: "Order of events" },
  event_by: { label: "Who made the event" },
  metadata: { label: "Keep as extra field", hint: "Kept with the ticket under its name" },
  ignore: { label: "Leave out" },
};
export const targetNames = Object.keys(targetWords) as ImportTarget[];
/** Only meaningful where rows are events. */
export const eventTargets: readonly ImportTarget[] = ["event_at", "event_order", "event_by"];
export const dateTargetNames: readonly ImportTarget[] = [
  "created_at",
  "updated_at",
  "resolved_at",
  "closed_at",
  "first_response_at",
  "sla_due_at",
  "event_at",
];
/** Any number of columns may go there. */
export const sharedTargets: readonly ImportTarget[] = ["metadata", "tags", "ignore"];

export const dateFormatWords: Record<DateFormat, string> = {
  iso: "2026-11-21 14:30",
  dmy: "21/11/2026 (day first)",
  mdy: "11/21/2026 (month first)",
  text: "21 Nov 2026",
  epoch_seconds: "Seconds since 1970",
  epoch_milliseconds: "Milliseconds since 1970",
};

export const encodingWords: Record<FileFormat["encoding"], string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16 (little endian)",
  "utf-16be": "UTF-16 (big endian)",
  "windows-1252": "Windows-1252 (Western)",
};
export const delimiterWords: Record<FileFormat["delimiter"], string> = {
  ",": "Comma",
  ";": "Semicolon",
  "\t": "Tab",
  "|": "Bar",
};
export const kindWords: Record<FileFormat["kind"], string> = {
  csv: "CSV",
  json_lines: "JSON lines",
  json_array: "JSON",
};

export const statusWords: Record<ImportRow["status"], string> = {
  draft: "Not started",
  pending: "Waiting",
  running: "Running",
  completed: "Finished",
  cancelled: "Cancelled",
  failed: "Stopped by an error",
};

export const statusNames = [
  "NEW",
  "OPEN",
  "IN_PROGRESS",
  "AWAITING_SHIPPER",
  "AWAITING_OPERATOR",
  "AWAITING_FRANCHISE",
  "AWAITING_FINANCE",
  "RESOLVED",
  "CLOSED",
  "ESCALATED",
  "REOPENED",
] as const;
export const priorityNames = ["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const;
export const levelNames = ["HIGH", "MEDIUM", "LOW"] as const;

export type ValueField = keyof ImportMapping["values"];
export const valueWords: Record<ValueField, { title: string; options: readonly string[]; none: string }> = {
  status: { title: "Status values", options: statusNames, none: "No meaning (as before, or the default)" },
  priority: { title: "Priority values", options: priorityNames, none: "No meaning (the default)" },
  urgency: { title: "Urgency values", options: levelNames, none: "No meaning" },
  impact: { title: "Impact values", options: levelNames, none: "No meaning" },
};

export function sentence(name: string): string {
  const words = name.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
