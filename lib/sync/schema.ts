import { z } from "zod";
import { flag, instant, listAnswer, listQuery, multi, one, uuid } from "@/lib/platform/schema";
import { vendors } from "./adapters/adapter";

export const runKinds = [
  "base",
  "full",
  "incremental",
  "single",
  "drift",
  "webhook",
  "closures",
  "write_back",
] as const;
export type RunKind = (typeof runKinds)[number];
/** Of one connection at most one of these waits or runs: each reads every change. */
export const ticketRunKinds = ["full", "incremental", "closures"] as const satisfies readonly RunKind[];
export const runTriggers = ["schedule", "person", "cli", "webhook", "api"] as const;
export type RunTrigger = (typeof runTriggers)[number];
export const runStatuses = ["queued", "running", "completed", "partial", "failed", "cancelled"] as const;

/** What a run is at, in its order. */
export const runPhases = [
  "waiting",
  "companies",
  "people",
  "agents",
  "groups",
  "relinking",
  "failures",
  "tickets",
  "deletions",
  "comparison",
  "done",
] as const;
export type RunPhase = (typeof runPhases)[number];

export const startRunInput = z
  .object({
    /** May be left out where there is one connection only. */
    connection_id: uuid.optional(),
    kind: z.enum(["base", "full", "incremental", "single", "drift", "closures"]).default("incremental"),
    /** The documented name of a full run. */
    full_sync: z.boolean().optional(),
    /** How far back a full run reads; null = everything there is. */
    days: z.int().min(1).max(3650).nullable().optional(),
    ticket_external_ids: z.array(z.string().trim().min(1).max(100)).min(1).max(500).optional(),
    /** Reads conversations and hours again even where the vendor names no change. */
    read_again: z.boolean().optional(),
    /** Of a base run: reads all tickets once people and companies are known by name. */
    and_then_full: z.boolean().optional(),
  })
  .strict();
export type StartRunInput = z.output<typeof startRunInput>;

const counters = {
  read_count: z.int(),
  new_count: z.int(),
  changed_count: z.int(),
  unchanged_count: z.int(),
  deleted_count: z.int(),
  failed_count: z.int(),
  call_count: z.int(),
};

export const syncRun = z.object({
  id: uuid,
  connection_id: uuid,
  connection_name: z.string(),
  vendor: z.enum(vendors),
  kind: z.enum(runKinds),
  trigger: z.enum(runTriggers),
  status: z.enum(runStatuses),
  cutoff_from: instant.nullable(),
  cutoff_to: instant.nullable(),
  /** How many tickets the vendor counts, where it says so. */
  expected_count: z.int().nullable(),
  ...counters,
  throttled_seconds: z.number(),
  lag_seconds: z.int().nullable(),
  phase: z.enum(runPhases),
  page_count: z.int(),
  /** Since its start, without time before it. */
  tickets_per_second: z.number().nullable(),
  /** Null where nobody can say. */
  seconds_left: z.int().nullable(),
  requested_by_id: uuid.nullable(),
  requested_by_name: z.string().nullable(),
  error_message: z.string().nullable(),
  created_at: instant,
  started_at: instant.nullable(),
  progressed_at: instant.nullable(),
  completed_at: instant.nullable(),
});
export type SyncRun = z.output<typeof syncRun>;
export const runAnswer = one(syncRun);
export const runListAnswer = listAnswer(syncRun);
export const listRunsQuery = listQuery.extend({
  connection_id: uuid.optional(),
  kind: multi(z.enum(runKinds)),
  status: multi(z.enum(runStatuses)),
});

export const syncFailure = z.object({
  id: uuid,
  run_id: uuid,
  connection_id: uuid,
  connection_name: z.string(),
  resource: z.string(),
  external_id: z.string(),
  /** Where the desk shows the record, and Docket's own ticket if there is one already. */
  url: z.string().nullable(),
  ticket_id: uuid.nullable(),
  ticket_number: z.int().nullable(),
  reason: z.string(),
  attempts: z.int(),
  created_at: instant,
  last_attempt_at: instant,
  resolved_at: instant.nullable(),
});
export type SyncFailure = z.output<typeof syncFailure>;
export const failureListAnswer = listAnswer(syncFailure);
export const listFailuresQuery = listQuery.extend({
  connection_id: uuid.optional(),
  run_id: uuid.optional(),
  /** Left out: only those that are still open. */
  is_resolved: flag.default(false),
});
export const retryFailuresInput = z
  .object({
    connection_id: uuid,
    /** Left out: all open failures of the connection. */
    ids: z.array(uuid).min(1).max(500).optional(),
  })
  .strict();

export const syncDrift = z.object({
  id: uuid,
  run_id: uuid,
  connection_id: uuid,
  connection_name: z.string(),
  kind: z.enum(["count", "missing", "extra", "differs"]),
  external_id: z.string().nullable(),
  ticket_id: uuid.nullable(),
  ticket_number: z.int().nullable(),
  url: z.string().nullable(),
  detail: z.object({
    /** Of a count. */
    here: z.int().optional(),
    there: z.int().optional(),
    /** Of a ticket that differs: what the copy had and what the vendor says. */
    fields: z.array(z.object({ field: z.string(), here: z.string(), there: z.string() })).optional(),
  }),
  found_at: instant,
  repaired_at: instant.nullable(),
});
export type SyncDrift = z.output<typeof syncDrift>;
export const driftListAnswer = listAnswer(syncDrift);
export const listDriftsQuery = listQuery.extend({
  connection_id: uuid.optional(),
  run_id: uuid.optional(),
  is_repaired: flag.optional(),
});

export const syncCompany = z.object({
  connection_id: uuid,
  connection_name: z.string(),
  external_id: z.string(),
  name: z.string(),
  account_number: z.string().nullable(),
  domains: z.array(z.string()),
  is_active: z.boolean(),
  needs_mapping: z.boolean(),
  company_id: uuid.nullable(),
  company_name: z.string().nullable(),
  ticket_count: z.int(),
});
export type SyncCompany = z.output<typeof syncCompany>;
export const companyListAnswer = listAnswer(syncCompany);
export const listSyncCompaniesQuery = listQuery.extend({
  connection_id: uuid.optional(),
  needs_mapping: flag.optional(),
});
export const mapCompanyInput = z
  .object({
    connection_id: uuid,
    external_id: z.string().min(1).max(100),
    /** An existing company … */
    company_id: uuid.optional(),
    /** … or a new one by this account number and the vendor's name. */
    account_number: z.string().trim().min(1).max(50).optional(),
  })
  .strict()
  .refine((input) => Boolean(input.company_id) !== Boolean(input.account_number), {
    message: "Give either company_id or account_number.",
    path: ["company_id"],
  });
export const mapCompanyAnswer = one(syncCompany);

export const writeBackKinds = ["reply", "note", "status", "owner", "priority"] as const;
export type WriteBackKind = (typeof writeBackKinds)[number];
export const writeBackStatuses = ["queued", "sending", "sent", "failed", "conflict", "cancelled"] as const;
export const syncWriteBack = z.object({
  id: uuid,
  connection_id: uuid,
  ticket_id: uuid,
  ticket_number: z.int(),
  external_id: z.string(),
  kind: z.enum(writeBackKinds),
  status: z.enum(writeBackStatuses),
  /** In words: "Status to Resolved", "Reply of 240 characters". */
  summary: z.string(),
  attempts: z.int(),
  error_message: z.string().nullable(),
  requested_by_name: z.string().nullable(),
  created_at: instant,
  sent_at: instant.nullable(),
});
export type SyncWriteBack = z.output<typeof syncWriteBack>;
export const writeBackListAnswer = listAnswer(syncWriteBack);
export const writeBackAnswer = one(syncWriteBack);
export const listWriteBacksQuery = listQuery.extend({
  connection_id: uuid.optional(),
  ticket_id: uuid.optional(),
  status: multi(z.enum(writeBackStatuses)),
});

/** What a synced ticket's page says beside the ticket itself. */
export const ticketSource = z.object({
  ticket_id: uuid,
  connection_id: uuid,
  connection_name: z.string(),
  vendor: z.enum(vendors),
  external_id: z.string(),
  url: z.string().nullable(),
  status_text: z.string().nullable(),
  priority_text: z.string().nullable(),
  type: z.string().nullable(),
  group_name: z.string().nullable(),
  company_name: z.string().nullable(),
  responder_name: z.string().nullable(),
  vendor_created_at: instant,
  vendor_updated_at: instant,
  due_at: instant.nullable(),
  first_response_due_at: instant.nullable(),
  conversations_read_at: instant.nullable(),
  time_entries_read_at: instant.nullable(),
  needs_mapping: z.boolean(),
  deleted_at: instant.nullable(),
  deleted_reason: z.enum(["missing", "deleted", "spam", "merged"]).nullable(),
  merged_into_external_id: z.string().nullable(),
  synced_at: instant,
  /** What a change here is sent to the vendor for; all else is read-only. */
  write_back: z.array(z.enum(["reply", "note", "status", "owner"])),
  /** Changes made here that the vendor has yet to get, refused, or got within the hour; newest first. */
  write_backs: z.array(syncWriteBack),
  time_entries: z.array(
    z.object({
      id: uuid,
      agent_name: z.string().nullable(),
      minutes: z.int().nullable(),
      is_billable: z.boolean(),
      is_running: z.boolean(),
      worked_at: instant.nullable(),
      work_date: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
  total_minutes: z.int(),
  billable_minutes: z.int(),
});
export type TicketSource = z.output<typeof ticketSource>;
export const ticketSourceAnswer = one(ticketSource);
