import { Cron } from "croner";
import { z } from "zod";
import { instant, one, uuid } from "@/lib/platform/schema";
import { priority, status } from "@/lib/tickets/schema";
import { type Resource, resources, type Vendor, vendors } from "../adapters/adapter";
import { runKinds } from "../schema";
import { defaultMaps } from "./vendor-defaults";

const code = z.string().trim().min(1).max(100);
const codeMap = <Meaning extends z.ZodType<string, string>>(meaning: Meaning) =>
  z.record(code, meaning).refine((map) => Object.keys(map).length <= 300, "A map has at most 300 lines.");
const channel = z.string().trim().min(1).max(40);

const includeFields = { conversations: z.boolean(), time_entries: z.boolean(), people: z.boolean() };
const settingsFields = {
  status_map: codeMap(status),
  /** For codes that the map does not have: such a ticket is stored and the code listed, nothing is refused. */
  unknown_status: status,
  priority_map: codeMap(priority),
  unknown_priority: priority,
  /** Through which channel the requester came, as one word of ours. */
  source_map: codeMap(channel),
  /** The vendor's custom field of a company that holds its account number; null = companies are mapped by hand. */
  account_field: z
    .string()
    .trim()
    .regex(/^[a-z0-9_]{1,100}$/i, "The field's name in the API, such as account_number.")
    .nullable(),
  /** Ids of workspaces to read; none = the vendor's primary one. */
  workspaces: z.array(code).max(100),
  include: z.strictObject(includeFields),
  /** Part of the vendor's rate limit left to the customer's other programs. */
  headroom_percent: z.int().min(0).max(90),
  /** How long the vendor's own answers are kept, compressed. */
  retention_days: z.int().min(1).max(365),
};

/** How a connection reads. Every key has a default; those of the maps are the vendor's. */
export function connectionSettingsOf(vendor: Vendor) {
  const maps = defaultMaps(vendor);
  return z.strictObject({
    status_map: settingsFields.status_map.default(maps.status_map),
    unknown_status: settingsFields.unknown_status.default("OPEN"),
    priority_map: settingsFields.priority_map.default(maps.priority_map),
    unknown_priority: settingsFields.unknown_priority.default("MEDIUM"),
    source_map: settingsFields.source_map.default(maps.source_map),
    account_field: settingsFields.account_field.default("account_number"),
    workspaces: settingsFields.workspaces.default([]),
    include: z
      .strictObject({
        conversations: includeFields.conversations.default(true),
        time_entries: includeFields.time_entries.default(true),
        people: includeFields.people.default(true),
      })
      .prefault({}),
    headroom_percent: settingsFields.headroom_percent.default(20),
    retention_days: settingsFields.retention_days.default(30),
  });
}

export const connectionSettings = connectionSettingsOf("freshservice");
export type ConnectionSettings = z.output<typeof connectionSettings>;

const cron = z
  .string()
  .trim()
  .max(100)
  .refine(isCron, "Five fields as in cron, such as 0 8-18/2 * * * for every two hours from 8 to 18.")
  .nullable();

export const scheduleNames = ["tickets", "closures", "base", "drift"] as const;
export type ScheduleName = (typeof scheduleNames)[number];
/** In the organization's time zone; null = never by itself. */
export const connectionSchedules = z.strictObject({
  tickets: cron.default("0 8-18/2 * * *"),
  closures: cron.default("0 * * * *"),
  base: cron.default("0 2 * * *"),
  drift: cron.default("30 3 * * *"),
});
export type ConnectionSchedules = z.output<typeof connectionSchedules>;

const isOn = z.boolean().default(false);
/** Which changes made here are sent to the vendor; all else it owns is read-only here. */
export const writeBackSettings = z.strictObject({ reply: isOn, note: isOn, status: isOn, owner: isOn });
export type WriteBackSettings = z.output<typeof writeBackSettings>;

const choices = z.array(z.object({ code: z.string(), name: z.string() })).default([]);
/** The vendor's words as the last test found them. */
export const vocabulary = z.object({
  statuses: choices,
  priorities: choices,
  sources: choices,
  workspaces: choices,
});
export type Vocabulary = z.output<typeof vocabulary>;

export const accessLine = z.object({
  resource: z.enum(resources as readonly [Resource, ...Resource[]]),
  is_allowed: z.boolean(),
  detail: z.string().nullable(),
});

export const connectionRow = z.object({
  id: uuid,
  vendor: z.enum(vendors),
  name: z.string(),
  /** The value of `source` of its tickets; it never changes. */
  source: z.string(),
  base_url: z.string(),
  web_url: z.string().nullable(),
  /** The last characters of the key, to tell one from another; the key itself is never answered. */
  key_hint: z.string(),
  /** False when the installation's secret has changed: enter the key again. */
  is_key_readable: z.boolean(),
  is_active: z.boolean(),
  settings: connectionSettings,
  schedules: connectionSchedules,
  /** When each schedule is next due; null = never or the connection is off. */
  next_runs: z.object({
    tickets: instant.nullable(),
    closures: instant.nullable(),
    base: instant.nullable(),
    drift: instant.nullable(),
  }),
  write_back: writeBackSettings,
  has_webhook_secret: z.boolean(),
  /** Null: never tested. */
  tested_at: instant.nullable(),
  test_error: z.string().nullable(),
  access: z.array(accessLine),
  vocabulary,
  /** Codes that tickets here came with and no map has; only where one connection is asked for. */
  unknown_codes: z.object({ statuses: z.array(z.string()), sources: z.array(z.string()) }),
  last_success_started_at: instant.nullable(),
  /** The newest run of a kind that has not succeeded since, within a week. */
  last_failure: z
    .object({
      run_id: uuid,
      kind: z.enum(runKinds),
      error_message: z.string().nullable(),
      completed_at: instant,
    })
    .nullable(),
  ticket_count: z.int(),
  open_failure_count: z.int(),
  needs_mapping_count: z.int(),
  open_drift_count: z.int(),
  created_at: instant,
  updated_at: instant,
});
export type ConnectionRow = z.output<typeof connectionRow>;
export const connectionAnswer = one(connectionRow);
export const connectionListAnswer = z.object({ data: z.array(connectionRow) });

const name = z.string().trim().min(1, "Name the desk, such as “Acme helpdesk”.").max(100);
const address = z.string().trim().min(1, "Enter the desk's address, such as acme.freshservice.com.").max(500);
const key = z.string().trim().min(1, "Enter the API key.").max(1000);

export const createConnectionInput = z.strictObject({
  vendor: z.enum(vendors),
  name,
  /** `acme.freshservice.com`, or the whole address. */
  base_url: address,
  /** Where people open a ticket, if not below the same address. */
  web_url: address.nullish(),
  /** Freshservice and Freshdesk: the API key. Zendesk: `email/token:key`. */
  key,
});
export type CreateConnectionInput = z.output<typeof createConnectionInput>;

export const updateConnectionInput = z
  .strictObject({
    name,
    base_url: address,
    web_url: address.nullable(),
    key,
    is_active: z.boolean(),
    /** Only what is given changes; a map is replaced as a whole. */
    settings: z.strictObject(settingsFields).partial(),
    schedules: z.strictObject({ tickets: cron, closures: cron, base: cron, drift: cron }).partial(),
    write_back: z
      .strictObject({ reply: z.boolean(), note: z.boolean(), status: z.boolean(), owner: z.boolean() })
      .partial(),
  })
  .partial();
export type UpdateConnectionInput = z.output<typeof updateConnectionInput>;

export const connectionWithWebhookSecret = connectionAnswer.extend({
  /** Answered when it is made, and never again. */
  secret: z.string(),
});

function isCron(text: string): boolean {
  try {
    return text.split(/\s+/).length === 5 && new Cron(text, { paused: true }).nextRun() !== null;
  } catch {
    return false;
  }
}
