import { formatDuration } from "../shared/format-time";
import type { Connection, Failure, Run } from "./sync-queries";

export const vendorNames: Record<Connection["vendor"], string> = {
  freshservice: "Freshservice",
  freshdesk: "Freshdesk",
  zendesk: "Zendesk",
};

export const resourceNames: Record<Connection["access"][number]["resource"], string> = {
  tickets: "Tickets",
  conversations: "Conversations and notes",
  time_entries: "Time entries",
  companies: "Companies",
  people: "Requesters",
  agents: "Agents",
  groups: "Groups",
  fields: "Statuses and other fields",
};

export const kindNames: Record<Run["kind"], string> = {
  base: "Base data",
  full: "Full",
  incremental: "Changes",
  single: "Single tickets",
  drift: "Drift check",
  webhook: "Webhook",
  closures: "Closures",
  write_back: "Write-back",
};

export const triggerWords: Record<Run["trigger"], string> = {
  schedule: "by schedule",
  person: "by hand",
  cli: "by command line",
  webhook: "by webhook",
  api: "by API",
};

export const phaseWords: Record<Run["phase"], string> = {
  waiting: "Waiting for its turn",
  companies: "Reading companies",
  people: "Reading requesters",
  agents: "Reading agents",
  groups: "Reading groups",
  failures: "Reading again what failed before",
  tickets: "Reading tickets",
  deletions: "Looking up deleted tickets",
  relinking: "Giving tickets to their companies",
  comparison: "Comparing with the vendor",
  done: "Done",
};

type Tone = "neutral" | "info" | "success" | "warning" | "danger";
export const runStates: Record<Run["status"], { label: string; tone: Tone }> = {
  queued: { label: "Waiting", tone: "info" },
  running: { label: "Running", tone: "info" },
  completed: { label: "Complete", tone: "success" },
  partial: { label: "With failures", tone: "warning" },
  failed: { label: "Failed", tone: "danger" },
  cancelled: { label: "Cancelled", tone: "neutral" },
};

export const scheduleWords: Record<keyof Connection["schedules"], { label: string; hint: string }> = {
  tickets: { label: "Tickets", hint: "Everything that changed since the last successful run." },
  closures: {
    label: "Closures",
    hint: "Only who closed what and when, without conversations, so that it is never late.",
  },
  base: { label: "Base data", hint: "Companies, requesters, agents and groups." },
  drift: {
    label: "Drift check",
    hint: "Compares counts and a sample of tickets with the vendor and repairs what differs.",
  },
};

/** Offered besides the one in force; any other is typed as cron. */
export const schedulePresets: Record<
  keyof Connection["schedules"],
  readonly [cron: string, words: string][]
> = {
  tickets: [
    ["*/5 * * * *", "Every 5 minutes"],
    ["*/15 * * * *", "Every 15 minutes"],
    ["0 * * * *", "Every hour"],
    ["0 8-18/2 * * *", "Every 2 hours from 8 to 18"],
    ["0 1 * * *", "Every night at 1"],
  ],
  closures: [
    ["*/15 * * * *", "Every 15 minutes"],
    ["0 * * * *", "Every hour"],
    ["0 8-18 * * *", "Every hour from 8 to 18"],
  ],
  base: [
    ["0 */6 * * *", "Every 6 hours"],
    ["0 2 * * *", "Every night at 2"],
    ["0 2 * * 0", "Sundays at 2"],
  ],
  drift: [
    ["30 3 * * *", "Every night at 3:30"],
    ["30 3 * * 0", "Sundays at 3:30"],
  ],
};

/** "12 s", "3.5 min": what a run was held back. */
export function secondsWords(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = seconds / 60;
  return minutes < 90 ? `${Math.round(minutes)} min` : `${Math.round(minutes / 6) / 10} h`;
}

export function tookWords({ started_at, completed_at }: Run): string {
  if (!started_at || !completed_at) return "–";
  return formatDuration(Math.max(1_000, Date.parse(completed_at) - Date.parse(started_at)));
}

const recordNames: Record<string, string> = {
  ticket: "Ticket",
  tickets: "Ticket",
  conversations: "Conversation of ticket",
  time_entries: "Hours of ticket",
  time_entry: "Hours of ticket",
  companies: "Company",
  people: "Requester",
  agents: "Agent",
  groups: "Group",
};

/** What a failure is about, by the vendor's id. */
export function recordWords({ resource, external_id }: Pick<Failure, "resource" | "external_id">): string {
  return `${recordNames[resource] ?? resource.replaceAll("_", " ")} ${external_id}`;
}
