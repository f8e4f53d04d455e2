import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { Truth } from "../simulators/server/desk";
import type { SimConversation, SimTimeEntry } from "../simulators/world/types";
import type { CopiedMessage, CopiedTicket, CopiedTimeEntry, ReadCopies } from "./sync-copy";

export type Meanings = {
  /** Zendesk has none to read. */
  has_time_entries: boolean;
  status_map: Record<string, string>;
  unknown_status: string;
  priority_map: Record<string, string>;
  unknown_priority: string;
};
export type Comparison = { tickets: number; fields: number; problems: string[] };

const atOnce = 500;
const mostProblems = 200;

/** Holds every field of the copy against what the simulated desk says of itself. Written apart from what makes the copy. */
export async function compareWithTruth(
  simulatorUrl: string,
  readCopies: ReadCopies,
  meanings: Meanings,
): Promise<Comparison> {
  const comparison: Comparison = { tickets: 0, fields: 0, problems: [] };
  let batch: Truth[] = [];
  const compareBatch = async () => {
    const copies = await readCopies(batch.map(({ ticket }) => String(ticket.id)));
    for (const truth of batch)
      compareTicket(truth, copies.get(String(truth.ticket.id)), meanings, comparison);
    batch = [];
  };
  const answer = await fetch(`${simulatorUrl}/_simulator/truth`);
  if (!answer.body) throw new Error("The simulator told no truth.");
  for await (const line of createInterface({ input: Readable.fromWeb(answer.body as never) })) {
    batch.push(JSON.parse(line));
    if (batch.length === atOnce) await compareBatch();
  }
  await compareBatch();
  return comparison;
}

function compareTicket(
  { ticket, conversations, time_entries: entries }: Truth,
  copy: CopiedTicket | undefined,
  meanings: Meanings,
  comparison: Comparison,
): void {
  comparison.tickets += 1;
  const isGone = ticket.deleted || ticket.spam;
  const check = checker(comparison, `#${ticket.id}`);
  // What was thrown away before anybody read it need not be here.
  if (!copy) {
    check("copied", true, isGone);
    return;
  }
  check("deleted", isGone || ticket.merged_into !== null, copy.deleted_at !== null);
  check("archived", copy.deleted_at !== null, copy.archived);
  if (isGone) return;
  check("deleted_reason", ticket.merged_into === null ? null : "merged", copy.deleted_reason);
  const status = meanings.status_map[ticket.status_code] ?? meanings.unknown_status;
  const isClosed = status === "CLOSED";
  const isOver = isClosed || status === "RESOLVED";
  check("title", ticket.subject?.trim() || "No Subject", copy.title);
  check("description", letters(ticket.description), lettersOfText(copy.description));
  check("description_html", letters(ticket.description), letters(copy.description_html));
  check("status", status, copy.status);
  check(
    "priority",
    meanings.priority_map[ticket.priority_code ?? ""] ?? meanings.unknown_priority,
    copy.priority,
  );
  check("status_code", ticket.status_code, copy.status_code);
  check("priority_code", ticket.priority_code, copy.priority_code);
  check("source_code", ticket.source_code, copy.source_code);
  check("type", ticket.type || null, copy.type);
  check("tags", [...ticket.tags].sort(), [...copy.tags].sort());
  check("group", idText(ticket.group_id), copy.group_external_id);
  check("company", idText(ticket.company_id), copy.company_external_id);
  check("requester's copy is linked", true, copy.has_linked_requester);
  check("requester", idText(ticket.requester_id), copy.requester_external_id);
  check("responder", idText(ticket.responder_id), copy.responder_external_id);
  check("workspace", idText(ticket.workspace_id), copy.workspace_external_id);
  check("created_at", ticket.created_at, time(copy.created_at));
  check("vendor_created_at", ticket.created_at, time(copy.vendor_created_at));
  check("vendor_updated_at", ticket.updated_at, time(copy.vendor_updated_at));
  check("due_at", ticket.due_at, time(copy.due_at));
  check("first_response_due_at", ticket.first_response_due_at, time(copy.first_response_due_at));
  check("first_response_at", ticket.first_responded_at, time(copy.first_response_at));
  check("agent_responded_at", ticket.agent_responded_at, time(copy.agent_responded_at));
  check("vendor_resolved_at", ticket.resolved_at, time(copy.vendor_resolved_at));
  check("vendor_closed_at", ticket.closed_at, time(copy.vendor_closed_at));
  check("resolved_at", isOver ? ticket.resolved_at : null, time(copy.resolved_at));
  check("closed_at", isClosed ? ticket.closed_at : null, time(copy.closed_at));
  check("conversations were read", true, copy.conversations_read_at !== null);
  check("hours were read", meanings.has_time_entries, copy.time_entries_read_at !== null);
  compareLists(check, "conversation", conversations, copy.messages, compareConversation);
  compareLists(check, "time entry", entries, copy.time_entries, compareEntry);
}

export type Check = (field: string, expected: unknown, actual: unknown) => void;

function compareConversation(check: Check, expected: SimConversation, actual: CopiedMessage): void {
  check("body", letters(expected.body), letters(actual.message));
  check("private", expected.private, actual.is_internal_note);
  check("incoming", expected.incoming, actual.is_incoming);
  check("author", idText(expected.author_id), actual.author_external_id);
  check("from", expected.from_email, actual.from_email);
  check("to", expected.to_emails, actual.to_emails ?? []);
  check("created_at", expected.created_at, time(actual.created_at));
  check("edited_at", expected.updated_at, time(actual.edited_at));
}

function compareEntry(check: Check, expected: SimTimeEntry, actual: CopiedTimeEntry): void {
  check("minutes", expected.minutes, actual.minutes);
  check("billable", expected.billable, actual.is_billable);
  check("running", expected.timer_running, actual.is_running);
  check("agent", idText(expected.agent_id), actual.agent_external_id);
  check("worked_at", expected.executed_at ?? expected.start_time, time(actual.worked_at));
  check("note", expected.note || null, actual.note);
  check("created_at", expected.created_at, time(actual.created_at));
  check("updated_at", expected.updated_at, time(actual.updated_at));
}

function compareLists<Expected extends { id: number }, Actual extends { external_id: string }>(
  check: Check,
  what: string,
  expected: readonly Expected[],
  actual: readonly Actual[],
  compare: (check: Check, expected: Expected, actual: Actual) => void,
): void {
  const ids = (rows: readonly (string | number)[]) => rows.map(String).sort();
  check(`${what} ids`, ids(expected.map(({ id }) => id)), ids(actual.map((one) => one.external_id)));
  const byId = new Map(actual.map((one) => [one.external_id, one]));
  for (const one of expected) {
    const copied = byId.get(String(one.id));
    if (copied) compare((field, ...values) => check(`${what} ${one.id} ${field}`, ...values), one, copied);
  }
}

export function checker(comparison: Comparison, where: string): Check {
  return (field, expected, actual) => {
    comparison.fields += 1;
    const [there, here] = [JSON.stringify(expected), JSON.stringify(actual)];
    if (there === here) return;
    if (comparison.problems.length < mostProblems)
      comparison.problems.push(
        `${where} ${field}: ${there?.slice(0, 200)} there, ${here?.slice(0, 200)} here`,
      );
  };
}

/** Letters and digits alone: how a text is laid out differs, what it says must not. */
function letters(html: string | null): string {
  const text = (html ?? "")
    .replace(/<(style|script)\b.*?<\/\1>/gs, "")
    .replace(/<[^>]*>/g, "")
    .replace(/&(lt|gt|quot|nbsp|amp|#\d+);/g, "");
  return lettersOfText(text);
}

function lettersOfText(text: string | null): string {
  return (text ?? "").replace(/[^\p{L}\p{N}]/gu, "");
}

function idText(id: number | null): string | null {
  return id === null ? null : String(id);
}

function time(at: string | null): number | null {
  return at === null ? null : Date.parse(at);
}
