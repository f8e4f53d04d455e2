import { z } from "zod";
import { instant, listAnswer, listQuery, one, uuid } from "@/lib/platform/schema";
import { ticketFilters, ticketSorts } from "@/lib/tickets/schema";

export const exportFormats = ["csv", "json", "xlsx"] as const;
export type ExportFormat = (typeof exportFormats)[number];
export const exportStatuses = ["pending", "processing", "completed", "failed", "cancelled"] as const;

/** In the order in which a file with all of them has them. */
export const exportColumns = [
  "number",
  "title",
  "description",
  "status",
  "priority",
  "severity",
  "owner_name",
  "owner_role",
  "requester_name",
  "requester_email",
  "requester_phone",
  "company_name",
  "franchise_code",
  "linked_type",
  "linked_id",
  "tags",
  "sla_status",
  "sla_due_at",
  "sla_breached",
  "sla_escalation_level",
  "response_status",
  "response_due_at",
  "first_response_at",
  "next_response_status",
  "next_response_due_at",
  "created_at",
  "updated_at",
  "resolved_at",
  "closed_at",
  "resolution_summary",
  "created_by_name",
  "created_by_role",
  "source",
  "external_id",
  "is_sensitive",
  "archived",
  "merged_into_number",
  "version",
  "id",
] as const;
export type ExportColumn = (typeof exportColumns)[number];

/** What a file has when nothing was chosen. */
export const defaultColumns: readonly ExportColumn[] = [
  "number",
  "title",
  "status",
  "priority",
  "owner_name",
  "owner_role",
  "requester_name",
  "linked_type",
  "linked_id",
  "tags",
  "sla_status",
  "sla_due_at",
  "created_at",
  "updated_at",
  "resolved_at",
  "closed_at",
];

export const selectionLimit = 10_000;

export const exportOptions = z.object({
  /** JSON only: one array, or one object a line. */
  layout: z.enum(["array", "lines"]).default("array"),
  /** Instants in UTC, or in the organization's zone with its offset. */
  time_zone: z.enum(["utc", "organization"]).default("utc"),
  /** CSV only: tells Excel that the file is UTF-8. */
  byte_order_mark: z.boolean().default(false),
});
export type ExportOptions = z.output<typeof exportOptions>;

export const requestExportInput = z.object({
  format: z.enum(exportFormats).default("csv"),
  /** The list's filters: everything they match. */
  filters: ticketFilters.default({ archived: "false" }),
  /** Only these of them. */
  ticket_ids: z.array(uuid).min(1).max(selectionLimit).optional(),
  /** All but these of them. */
  except_ids: z.array(uuid).max(selectionLimit).optional(),
  sort: z.enum(ticketSorts).default("created_at"),
  order: z.enum(["asc", "desc"]).default("desc"),
  columns: z
    .array(z.enum(exportColumns))
    .min(1, "Choose at least one column.")
    .transform((columns) => [...new Set(columns)])
    .default([...defaultColumns]),
  ...exportOptions.shape,
});
export type RequestExportInput = z.output<typeof requestExportInput>;

/** What is read and how it is written; stored with the job. */
export type ExportSpec = Omit<RequestExportInput, "ticket_ids" | "except_ids"> & {
  ticket_ids?: string[] | undefined;
  except_ids?: string[] | undefined;
};

export const exportJob = z.object({
  id: uuid,
  requested_by_id: uuid,
  status: z.enum(exportStatuses),
  format: z.enum(exportFormats),
  filters: z.record(z.string(), z.unknown()),
  columns: z.array(z.enum(exportColumns)),
  options: z.record(z.string(), z.unknown()),
  /** Tickets as they were at this one instant. */
  as_of: instant.nullable(),
  total_records: z.int().nullable(),
  written_records: z.int(),
  records_per_second: z.number().nullable(),
  seconds_left: z.number().nullable(),
  file_name: z.string().nullable(),
  file_size_bytes: z.number().nullable(),
  /** Where `POST /exports/{id}/link` leads; null before the file is ready and after it is deleted. */
  file_url: z.string().nullable(),
  expires_at: instant.nullable(),
  error_message: z.string().nullable(),
  created_at: instant,
  started_at: instant.nullable(),
  completed_at: instant.nullable(),
});
export type ExportJob = z.output<typeof exportJob>;

export const exportAnswer = one(exportJob);
export const exportListAnswer = listAnswer(exportJob);
export const listExportsQuery = listQuery.pick({ limit: true, cursor: true });
export const exportLink = one(z.object({ url: z.string(), expires_at: instant }));
