import type {
  RemoteAgent,
  RemoteCompany,
  RemoteConversation,
  RemoteGroup,
  RemotePerson,
  RemoteTicket,
} from "../adapter";
import { mergedIntoOf } from "../merge-note";
import {
  codeOf,
  type Fields,
  fieldsOf,
  instantOf,
  listOf,
  nameOf,
  spanOf,
  textOf,
  wordOf,
  wordsOf,
} from "../read-fields";
import type { Understood } from "../read-page";

const noId = { reason: "It has no id." };
const noDates = { reason: "Neither created_at nor updated_at is a date." };

/** Rows that come beside the asked ones, by their id or by that of the ticket they belong to. */
export type Beside = { users: Map<string, Fields>; metrics: Map<string, Fields> };

export function besideOf(json: unknown): Beside {
  const byKey = (name: string, key: string) =>
    new Map(
      (listOf(fieldsOf(json)?.[name]) ?? []).flatMap((row) => {
        const fields = fieldsOf(row);
        const id = codeOf(fields?.[key]);
        return fields && id ? [[id, fields] as const] : [];
      }),
    );
  return { users: byKey("users", "id"), metrics: byKey("metric_sets", "ticket_id") };
}

export function toTicket(row: Fields, beside: Beside): Understood<RemoteTicket> {
  const id = codeOf(row.id);
  const span = spanOf(row);
  const status = codeOf(row.status);
  if (!id) return noId;
  if (!span) return noDates;
  if (!status) return { reason: "It has no status." };
  const requesterId = codeOf(row.requester_id);
  const requester = beside.users.get(requesterId ?? "") ?? null;
  const metrics = fieldsOf(row.metric_set) ?? beside.metrics.get(id) ?? null;
  return {
    external_id: id,
    raw: metrics ? { ...row, metric_set: metrics } : row,
    subject: wordOf(row.subject) ?? wordOf(row.raw_subject),
    description_html: null,
    description_text: textOf(row.description),
    is_description_in_thread: true,
    status,
    priority: codeOf(row.priority),
    source: codeOf(fieldsOf(row.via)?.channel),
    type: wordOf(row.type),
    tags: wordsOf(row.tags),
    requester_external_id: requesterId,
    requester_name: nameOf(requester),
    requester_email: wordOf(requester?.email),
    responder_external_id: codeOf(row.assignee_id),
    group_external_id: codeOf(row.group_id),
    company_external_id: codeOf(row.organization_id),
    workspace_external_id: null,
    ...span,
    due_at: instantOf(row.due_at),
    first_response_due_at: null,
    ...endsOf(status, span.created_at, metrics),
    is_deleted: status === "deleted",
    is_spam: false,
    merged_into_external_id: null,
  };
}

/** A closed ticket changes its status no more, so that the last change of status is the closing. */
function endsOf(status: string, createdAt: Date, metrics: Fields | null) {
  const replyMinutes = fieldsOf(metrics?.reply_time_in_minutes)?.calendar;
  const closedAt = status === "closed" ? instantOf(metrics?.status_updated_at) : null;
  return {
    first_responded_at:
      typeof replyMinutes === "number" ? new Date(createdAt.getTime() + replyMinutes * 60_000) : null,
    agent_responded_at: null,
    resolved_at: instantOf(metrics?.solved_at) ?? closedAt,
    closed_at: closedAt,
  };
}

export function toComment(row: Fields, beside: Beside): Understood<RemoteConversation> {
  const id = codeOf(row.id);
  const span = spanOf(row);
  if (!id) return noId;
  if (!span) return noDates;
  const source = fieldsOf(fieldsOf(row.via)?.source);
  const from = wordOf(fieldsOf(source?.from)?.address);
  const to = wordOf(fieldsOf(source?.to)?.address);
  const author = beside.users.get(codeOf(row.author_id) ?? "") ?? null;
  const text = textOf(row.plain_body) ?? textOf(row.body);
  return {
    external_id: id,
    raw: row,
    body_html: textOf(row.html_body) ?? textOf(row.body) ?? "",
    body_text: text,
    from_email: from ?? wordOf(author?.email),
    to_emails: to ? [to] : [],
    author_external_id: codeOf(row.author_id),
    is_incoming: author ? author.role === "end-user" : from !== null,
    is_private: row.public !== true,
    is_description: false,
    merged_into_external_id: mergedIntoOf(text),
    ...span,
  };
}

export function toCompany(row: Fields): Understood<RemoteCompany> {
  const id = codeOf(row.id);
  if (!id) return noId;
  return {
    external_id: id,
    raw: row,
    name: wordOf(row.name) ?? `Organization ${id}`,
    description: wordOf(row.details) ?? wordOf(row.notes),
    domains: wordsOf(row.domain_names),
    custom_fields: fieldsOf(row.organization_fields) ?? {},
    updated_at: instantOf(row.updated_at),
  };
}

export function toPerson(row: Fields): Understood<RemotePerson> {
  const id = codeOf(row.id);
  if (!id) return noId;
  const email = wordOf(row.email);
  const company = codeOf(row.organization_id);
  return {
    external_id: id,
    raw: row,
    name: nameOf(row) ?? email ?? `User ${id}`,
    email,
    phone: wordOf(row.phone),
    company_external_ids: company ? [company] : [],
    is_active: row.active !== false && row.suspended !== true,
    updated_at: instantOf(row.updated_at),
  };
}

export function toAgent(row: Fields, groupsOf: Map<string, string[]>): Understood<RemoteAgent> {
  const person = toPerson(row);
  if ("reason" in person) return person;
  const { external_id, raw, name, email, is_active } = person;
  const own = codeOf(row.default_group_id);
  const groups = [...(own ? [own] : []), ...(groupsOf.get(external_id) ?? [])];
  return { external_id, raw, name, email, is_active, group_external_ids: [...new Set(groups)] };
}

export function toGroup(row: Fields): Understood<RemoteGroup> {
  const id = codeOf(row.id);
  return id ? { external_id: id, raw: row, name: wordOf(row.name) ?? `Group ${id}` } : noId;
}
