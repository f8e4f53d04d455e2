import { roleName } from "@/lib/platform/role-name";
import type { AuditData } from "../ticket-queries";
import { priorityName, sentenceCase, statusName } from "../ticket-words";

/** What happened, without the actor ("changed the status from New to Open"), and the words given with it. */
export type AuditWords = { text: string; detail: string | null };

export function describeAudit(row: AuditData): AuditWords {
  const payload = row.payload;
  const reason = text(payload.reason);
  if (payload.withheld === true) return { text: "did something on a sensitive ticket", detail: null };
  const known = plainActions[row.action];
  if (known) return { text: known, detail: reason };
  switch (row.action) {
    case "STATUS_CHANGED":
      return {
        text: `changed the status from ${status(payload.old_status)} to ${status(payload.new_status)}`,
        detail: reason,
      };
    case "PRIORITY_CHANGED":
      return {
        text: `changed the priority from ${priority(payload.old_priority)} to ${priority(payload.new_priority)}`,
        detail: reason,
      };
    case "ASSIGNED":
      return { text: describeAssignment(row), detail: reason };
    case "SENSITIVE_VIEWED":
      return {
        text: payload.file_name
          ? `opened the sensitive file ${text(payload.file_name)}`
          : "opened this sensitive ticket",
        detail: reason,
      };
    case "ATTACHMENT_ADDED":
    case "ATTACHMENT_CHANGED":
    case "ATTACHMENT_DELETED":
      return { text: describeFile(row), detail: reason };
    case "RESOLVED":
      return { text: "resolved the ticket", detail: text(payload.resolution_summary) ?? reason };
    case "FIELD_CHANGED":
      return { text: describeField(row), detail: reason };
    case "WATCHED":
    case "UNWATCHED":
      return { text: describeWatching(row), detail: null };
    case "MERGED":
      return payload.into_number
        ? { text: `merged this ticket into #${text(payload.into_number)}`, detail: reason }
        : { text: `merged #${text(payload.from_number)} into this ticket`, detail: reason };
    case "UNMERGED":
    case "MERGE_UNDONE":
      return { text: "undid a merge", detail: reason };
    default:
      return { text: sentenceCase(row.action).toLowerCase(), detail: reason };
  }
}

export function auditActor(row: Pick<AuditData, "actor_name" | "actor_role">): string {
  return row.actor_name ?? (row.actor_role === "system" ? "Docket" : roleName(row.actor_role));
}

const plainActions: Record<string, string> = {
  CREATED: "created the ticket",
  ESCALATED: "escalated the ticket",
  AUTO_ESCALATED: "escalated the ticket because it was overdue",
  SLA_NEAR_BREACH: "warned that the due time is near",
  CLOSED: "closed the ticket",
  REOPENED: "reopened the ticket",
  MESSAGE_ADDED: "replied",
  NOTE_ADDED: "added an internal note",
};

function describeFile({ action, payload }: AuditData): string {
  const file = text(payload.file_name) ?? "a file";
  if (action === "ATTACHMENT_ADDED") return `added ${file}`;
  if (action === "ATTACHMENT_DELETED") return `deleted ${file}`;
  return payload.is_sensitive === true
    ? `marked ${file} as sensitive`
    : `took the sensitive mark from ${file}`;
}

function describeAssignment({ payload, names }: AuditData): string {
  const person = text(payload.new_owner_id);
  const role = text(payload.new_owner_role);
  if (person) return `assigned the ticket to ${names[person] ?? "a person"}`;
  if (role) return `moved the ticket to the ${roleName(role)} queue`;
  return "took the ticket from its owner";
}

function describeWatching({ action, payload, names, actor_id }: AuditData): string {
  const person = text(payload.user_id);
  if (person === actor_id || !person) return action === "WATCHED" ? "started watching" : "stopped watching";
  const name = names[person] ?? "a colleague";
  return action === "WATCHED" ? `added ${name} as a watcher` : `removed ${name} from the watchers`;
}

function describeField({ payload, names }: AuditData): string {
  const field = text(payload.field) ?? "";
  if (field === "description") return "rewrote the description";
  if (field === "tags") return describeTags(list(payload.old), list(payload.new));
  if (field === "archived") return payload.new === true ? "archived the ticket" : "restored the ticket";
  if (field === "is_sensitive")
    return payload.new === true ? "marked the ticket as sensitive" : "took the sensitive mark away";
  const label = fieldNames[field] ?? sentenceCase(field).toLowerCase();
  const before = value(payload.old, names);
  const after = value(payload.new, names);
  if (!before) return `set ${label} to ${after ?? "nothing"}`;
  return after ? `changed ${label} from ${before} to ${after}` : `removed ${label} ${before}`;
}

function describeTags(before: string[], after: string[]): string {
  const added = after.filter((tag) => !before.includes(tag));
  const removed = before.filter((tag) => !after.includes(tag));
  const parts = [
    added.length > 0 && `added ${plural(added)}`,
    removed.length > 0 && `removed ${plural(removed)}`,
  ];
  return parts.filter(Boolean).join(" and ") || "reordered the tags";
}

function plural(tags: string[]): string {
  return `the ${tags.length === 1 ? "tag" : "tags"} ${tags.join(", ")}`;
}

const fieldNames: Record<string, string> = {
  title: "the title",
  sla_due_at: "the due time",
  response_due_at: "the response due time",
  linked_id: "the linked entity",
  linked_type: "the linked type",
  assigned_franchise_id: "the franchise",
  requester_id: "the requester",
  resolution_summary: "the resolution",
  severity: "the severity",
  first_response_at: "the first response",
  resolved_at: "the time of resolution",
  closed_at: "the time of closing",
  sla_breached: "the breach mark",
  sla_escalation_level: "the escalation level",
  merged_into_id: "the merge target",
  sla_due_is_manual: "whether the due time is set by hand",
};

function value(raw: unknown, names: Record<string, string>): string | null {
  if (raw === null || raw === undefined || raw === "") return null;
  if (typeof raw === "boolean") return raw ? "yes" : "no";
  if (typeof raw === "number") return raw.toLocaleString("en-GB");
  const word = typeof raw === "object" ? JSON.stringify(raw) : String(raw);
  if (names[word]) return names[word];
  if (/^\d{4}-\d{2}-\d{2}T/.test(word)) return `${word.slice(0, 16).replace("T", " ")} UTC`;
  return `“${word.length > 120 ? `${word.slice(0, 119)}…` : word}”`;
}

function status(raw: unknown): string {
  return statusName(text(raw) ?? "unknown");
}

function priority(raw: unknown): string {
  return priorityName(text(raw) ?? "unknown").toLowerCase();
}

function list(raw: unknown): string[] {
  return Array.isArray(raw) ? raw.map(String) : [];
}

function text(raw: unknown): string | null {
  return typeof raw === "string" || typeof raw === "number" ? String(raw) : null;
}
