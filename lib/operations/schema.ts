import { z } from "zod";
import { instant, listAnswer, listQuery, multi } from "@/lib/platform/schema";

export const runStatuses = ["queued", "running", "completed", "failed", "cancelled"] as const;

const failure = z.looseObject({ name: z.string().optional(), message: z.string().optional() });

export const operationsOverview = z.object({
  /** Whether runs are kept here; a server elsewhere keeps its own. */
  engine: z.enum(["local", "elsewhere"]),
  outbox_unsent: z.int(),
  /** How long the oldest unsent event has been waiting. */
  outbox_lag_seconds: z.number(),
  queued: z.int(),
  running: z.int(),
  failed_last_day: z.int(),
  completed_last_day: z.int(),
  sampled_at: instant,
});

export const backgroundFunction = z.object({
  id: z.string(),
  name: z.string(),
  /** Names of events, and schedules as cron writes them. */
  triggers: z.array(z.object({ kind: z.enum(["event", "schedule"]), value: z.string() })),
  next_run_at: instant.nullable(),
  last_run_at: instant.nullable(),
  last_status: z.enum(runStatuses).nullable(),
  completed_last_day: z.int(),
  failed_last_day: z.int(),
  average_ms: z.number().nullable(),
});
export type BackgroundFunction = z.output<typeof backgroundFunction>;
export const functionsAnswer = z.object({ data: z.array(backgroundFunction) });

export const run = z.object({
  id: z.string(),
  function_id: z.string(),
  function_name: z.string(),
  status: z.enum(runStatuses),
  event_name: z.string(),
  cron: z.string().nullable(),
  /** Of the whole installation, such as a schedule; its data is not shown. */
  is_shared: z.boolean(),
  error: failure.nullable(),
  retry_of: z.string().nullable(),
  created_at: instant,
  started_at: instant.nullable(),
  ended_at: instant.nullable(),
});
export type Run = z.output<typeof run>;
export const runsAnswer = listAnswer(run);

export const runStep = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  status: z.enum(["planned", "waiting", "retrying", "completed", "failed"]),
  /** Counted from 1. */
  attempt: z.int(),
  started_at: instant,
  ended_at: instant.nullable(),
  /** When a sleep or a wait ends at the latest. */
  due_at: instant.nullable(),
  error: failure.nullable(),
  output: z.unknown(),
});
export const runDetail = run.extend({
  events: z.array(z.unknown()),
  output: z.unknown(),
  steps: z.array(runStep),
  /** When it is tried again. */
  next_attempt_at: instant.nullable(),
});
export type RunDetail = z.output<typeof runDetail>;

export const runId = z.object({ id: z.string().min(1).max(100) });
export const listRunsQuery = listQuery
  .pick({ limit: true, cursor: true })
  .extend({ function_id: multi(z.string().max(300)), status: multi(z.enum(runStatuses)) });
export type ListRunsQuery = z.output<typeof listRunsQuery>;
