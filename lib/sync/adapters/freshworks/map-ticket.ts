import type { RemoteConversation, RemoteTicket, RemoteTimeEntry } from "../adapter";
import { mergedIntoOf } from "../merge-note";
import {
  codeOf,
  type Fields,
  fieldsOf,
  instantOf,
  nameOf,
  spanOf,
  textOf,
  wordOf,
  wordsOf,
} from "../read-fields";
import type { Understood } from "../read-page";
import { minutesOf } from "../time-spent";

const noId = { reason: "It has no id." };
const noDates = { reason: "Neither created_at nor updated_at is a date." };

export function toTicket(row: Fields): Understood<RemoteTicket> {
  const id = codeOf(row.id);
  const span = spanOf(row);
  const status = codeOf(row.status);
  if (!id) return noId;
  if (!span) return noDates;
  if (!status) return { reason: "It has no status." };
  return {
    external_id: id,
    raw: row,
    subject: wordOf(row.subject),
    description_html: textOf(row.description),
    description_text: textOf(row.description_text),
    is_description_in_thread: false,
    status,
    priority: codeOf(row.priority),
    source: codeOf(row.source),
    type: wordOf(row.type),
    tags: wordsOf(row.tags),
    ...peopleOf(row),
    group_external_id: codeOf(row.group_id),
    company_external_id: codeOf(row.department_id),
    workspace_external_id: codeOf(row.workspace_id),
    ...span,
    ...clocksOf(row),
    is_deleted: row.deleted === true,
    is_spam: row.spam === true,
    merged_into_external_id: null,
  };
}

/** The requester is embedded only where it was asked for, and null where the person is gone. */
export function peopleOf(row: Fields) {
  const requester = fieldsOf(row.requester);
  return {
    requester_external_id: codeOf(row.requester_id) ?? codeOf(requester?.id),
    requester_name: nameOf(requester),
    requester_email: wordOf(requester?.email) ?? wordOf(requester?.primary_email),
    responder_external_id: codeOf(row.responder_id),
  };
}

export function clocksOf(row: Fields) {
  const stats = fieldsOf(row.stats);
  return {
    due_at: instantOf(row.due_by),
    first_response_due_at: instantOf(row.fr_due_by),
    first_responded_at: instantOf(stats?.first_responded_at),
    agent_responded_at: instantOf(stats?.agent_responded_at),
    resolved_at: instantOf(stats?.resolved_at),
    closed_at: instantOf(stats?.closed_at),
  };
}

export function toConversation(row: Fields): Understood<RemoteConversation> {
  const id = codeOf(row.id);
  const span = spanOf(row);
  if (!id) return noId;
  if (!span) return noDates;
  return {
    external_id: id,
    raw: row,
    body_html: textOf(row.body) ?? "",
    body_text: textOf(row.body_text),
    from_email: wordOf(row.from_email),
    to_emails: wordsOf(row.to_emails),
    author_external_id: codeOf(row.user_id),
    is_incoming: row.incoming === true,
    // What does not say that it is public must not be shown to a requester.
    is_private: row.private !== false,
    is_description: false,
    merged_into_external_id:
      row.incoming === true ? null : mergedIntoOf(textOf(row.body_text) ?? textOf(row.body)),
    ...span,
  };
}

export function toTimeEntry(row: Fields): Understood<RemoteTimeEntry> {
  const id = codeOf(row.id);
  const span = spanOf(row);
  if (!id) return noId;
  if (!span) return noDates;
  return {
    external_id: id,
    raw: row,
    agent_external_id: codeOf(row.agent_id),
    minutes: minutesOf(row.time_spent),
    is_billable: row.billable !== false,
    is_running: row.timer_running === true,
    worked_at: instantOf(row.executed_at) ?? instantOf(row.start_time),
    note: wordOf(row.note),
    ...span,
  };
}
