import { z } from "zod";
import { instant, listAnswer, listQuery, one, uuid } from "@/lib/platform/schema";
import { ticketPriorities } from "@/lib/tickets/schema";
import { ticketStatuses } from "@/lib/tickets/status";

export const fileKinds = ["csv", "json_lines", "json_array"] as const;
export const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export const delimiters = [",", ";", "\t", "|"] as const;
export const dateFormats = ["iso", "dmy", "mdy", "text", "epoch_seconds", "epoch_milliseconds"] as const;
export type DateFormat = (typeof dateFormats)[number];

export const fileFormat = z.object({
  kind: z.enum(fileKinds),
  is_gzip: z.boolean(),
  encoding: z.enum(encodings),
  delimiter: z.enum(delimiters),
  newline: z.enum(["\n", "\r"]),
  has_header: z.boolean(),
  columns: z.array(z.string()),
});
export type FileFormat = z.output<typeof fileFormat>;

/** Where a column's values go. `metadata` keeps them beside the ticket under `key`. */
export const targets = [
  "external_id",
  "title",
  "description",
  "status",
  "priority",
  "urgency",
  "impact",
  "created_at",
  "updated_at",
  "resolved_at",
  "closed_at",
  "first_response_at",
  "sla_due_at",
  "sla_met",
  "owner",
  "owner_role",
  "requester",
  "requester_email",
  "franchise_code",
  "linked_type",
  "linked_id",
  "severity",
  "tags",
  "is_sensitive",
  "resolution_summary",
  "assignment_group",
  "event_at",
  "event_order",
  "event_by",
  "metadata",
  "ignore",
] as const;
export const importTarget = z.enum(targets);
export type ImportTarget = z.output<typeof importTarget>;

export const dateTargets: readonly ImportTarget[] = [
  "created_at",
  "updated_at",
  "resolved_at",
  "closed_at",
  "first_response_at",
  "sla_due_at",
  "event_at",
];
export const repeatableTargets: readonly ImportTarget[] = ["metadata", "tags", "ignore"];

export const columnMapping = z.object({
  column: z.string().max(500),
  target: importTarget,
  /** Name in the ticket's metadata; only for the target metadata. */
  key: z.string().trim().min(1).max(100).optional(),
  /** How dates are written; only for date targets. */
  date_format: z.enum(dateFormats).optional(),
});
export type ColumnMapping = z.output<typeof columnMapping>;

export const levels = ["LOW", "MEDIUM", "HIGH"] as const;
const valueNames = z.string().max(500);

export const importMapping = z.object({
  columns: z.array(columnMapping).max(500),
  values: z.object({
    status: z.record(valueNames, z.enum(ticketStatuses).nullable()),
    priority: z.record(valueNames, z.enum(ticketPriorities).nullable()),
    urgency: z.record(valueNames, z.enum(levels).nullable()),
    impact: z.record(valueNames, z.enum(levels).nullable()),
  }),
  /** `events`: several rows of one external id are the history of one ticket. */
  shape: z.enum(["rows", "events"]),
  source: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9_-]{0,49}$/, "Letters, digits, - and _, at most 50."),
  /** For rows without a title: text with {column} in it. */
  title_template: z.string().trim().max(300).nullable(),
  /** Zone of times that name none; null is the organization's. */
  time_zone: z.string().max(64).nullable(),
  missing: z.array(z.string().max(50)).max(50),
  default_status: z.enum(ticketStatuses),
  default_priority: z.enum(ticketPriorities),
  /** Rows with fewer values than columns: refuse them, or take the rest as empty. */
  short_rows: z.enum(["reject", "pad"]),
});
export type ImportMapping = z.output<typeof importMapping>;

export const columnAnalysis = z.object({
  name: z.string(),
  samples: z.array(z.string()),
  type: z.enum(["text", "number", "boolean", "date", "empty"]),
  date_format: z.enum(dateFormats).nullable(),
  /** Day and month could not be told apart anywhere in the sample. */
  is_ambiguous_date: z.boolean(),
  filled_count: z.int(),
  distinct_count: z.int(),
  /** The values with how often they occur, where there are few. */
  values: z.array(z.object({ value: z.string(), count: z.int() })).nullable(),
});
export type ColumnAnalysis = z.output<typeof columnAnalysis>;

export const importAnalysis = z.object({
  columns: z.array(columnAnalysis),
  sampled_rows: z.int(),
  /** The whole file was read, not only its beginning. */
  is_complete: z.boolean(),
  estimated_rows: z.int(),
  warnings: z.array(z.string()),
});
export type ImportAnalysis = z.output<typeof importAnalysis>;

export const previewRow = z.object({
  row_number: z.int(),
  line_number: z.int(),
  /** What will be stored; null when the row is refused. */
  ticket: z.record(z.string(), z.unknown()).nullable(),
  history_count: z.int(),
  notes: z.array(z.string()),
  reason: z.string().nullable(),
});
export type PreviewRow = z.output<typeof previewRow>;

export const importStatuses = ["draft", "pending", "running", "completed", "cancelled", "failed"] as const;
export const onDuplicate = z.enum(["skip", "update", "fail"]);
export type OnDuplicate = z.output<typeof onDuplicate>;

const jobFields = {
  id: uuid,
  file_name: z.string(),
  file_size_bytes: z.number(),
  status: z.enum(importStatuses),
  runner: z.enum(["background", "command_line"]),
  on_duplicate: onDuplicate,
  requested_by_name: z.string().nullable(),
  /** Rows read so far, of about `estimated_rows`. */
  row_offset: z.number(),
  estimated_rows: z.number(),
  /** Share of the file that has been read, 0 to 1. */
  progress: z.number(),
  rows_per_second: z.number().nullable(),
  seconds_left: z.number().nullable(),
  created_count: z.int(),
  updated_count: z.int(),
  skipped_count: z.int(),
  rejected_count: z.int(),
  error_message: z.string().nullable(),
  created_at: instant,
  started_at: instant.nullable(),
  completed_at: instant.nullable(),
};
export const importRow = z.object(jobFields);
export type ImportRow = z.output<typeof importRow>;

export const importDetail = z.object({
  ...jobFields,
  format: fileFormat,
  analysis: importAnalysis,
  mapping: importMapping,
  preview: z.array(previewRow),
  /** The same file was imported before; its rows without an id of their own count as duplicates. */
  earlier_import: z.object({ id: uuid, completed_at: instant.nullable() }).nullable(),
});
export type ImportDetail = z.output<typeof importDetail>;

export const importAnswer = one(importDetail);
export const importListAnswer = listAnswer(importRow);
export const listImportsQuery = listQuery.pick({ limit: true, cursor: true });
export const uploadQuery = z.object({
  file_name: z
    .string()
    .trim()
    .min(1, "The name of the file, for instance file_name=tickets.csv.")
    .max(255)
    .transform((name) => name.replace(/^.*[/\\]/, "")),
});

export const updateImportInput = z.strictObject({
  mapping: importMapping.optional(),
  /** Takes a saved mapping instead. */
  mapping_id: uuid.optional(),
  format: fileFormat.pick({ encoding: true, delimiter: true, has_header: true }).partial().optional(),
  on_duplicate: onDuplicate.optional(),
});

export const savedMapping = z.object({
  id: uuid,
  name: z.string(),
  mapping: importMapping,
  created_at: instant,
});
export type SavedMapping = z.output<typeof savedMapping>;
export const saveMappingInput = z.object({
  name: z.string().trim().min(1).max(80),
  mapping: importMapping,
});
export const rejectsQuery = z.object({
  /** `file`: as the imported file was; `json`: an array. */
  format: z.enum(["file", "json"]).default("file"),
  limit: z.coerce.number().int().min(1).optional(),
});
export const rejectRow = z.object({ line_number: z.number(), reason: z.string(), raw: z.string() });
export type RejectRow = z.output<typeof rejectRow>;
