import { createHash } from "node:crypto";
import type { TicketPriority } from "@/lib/tickets/schema";
import { isFinished, type TicketStatus } from "@/lib/tickets/status";
import type { RemoteConversation, RemoteTicket, RemoteTimeEntry, Vendor } from "./adapters/adapter";
import { cleanVendorHtml } from "./clean-vendor-html";
import type { ConnectionSettings } from "./connections/schema";
import { knownName } from "./connections/vendor-defaults";
import { htmlToText } from "./html-to-text";
import type { KnownTicket } from "./known-tickets";
import { type Links, ownerOf } from "./read-links";

/** What of a connection decides how its records look here. */
export type MirrorRules = {
  vendor: Vendor;
  name: string;
  settings: ConnectionSettings;
  /** The vendor's own words for its codes, as the last test of the connection found them. */
  vocabulary: { statuses: Choice[]; priorities: Choice[] };
  ticketUrl: (externalId: string) => string;
};
type Ends = Pick<KnownTicket, "resolved_at" | "closed_at">;
type Choice = { code: string; name: string };

const titleLimit = 500;

/** The columns of `tickets` and `ticket_sources` that the vendor decides, under both tables' names. */
export function buildTicket(
  remote: RemoteTicket,
  rules: MirrorRules,
  links: Links,
  known: Ends | undefined,
  now: Date,
) {
  const status: TicketStatus = rules.settings.status_map[remote.status] ?? rules.settings.unknown_status;
  const priority: TicketPriority =
    rules.settings.priority_map[remote.priority ?? ""] ?? rules.settings.unknown_priority;
  const company = remote.company_external_id ? links.companies.get(remote.company_external_id) : undefined;
  const requester = remote.requester_external_id
    ? links.requesters.get(remote.requester_external_id)
    : undefined;
  const owner = ownerOf(links, remote.responder_external_id);
  return {
    ...wordsOf(remote),
    status,
    priority,
    tags: [...new Set(remote.tags)],
    owner_id: owner?.user_id ?? null,
    owner_role: owner?.role ?? null,
    requester_id: requester?.requester_id ?? null,
    company_id: company?.company_id ?? requester?.company_id ?? null,
    created_at: remote.created_at,
    updated_at: remote.updated_at,
    first_response_at: remote.first_responded_at,
    ...ends(remote, status, known),
    ...clocks(remote, ends(remote, status, known), status, rules.name, now),
    ...sourceColumns(remote, rules),
    needs_mapping: remote.company_external_id !== null && !company?.company_id,
  };
}
export type MirrorTicket = ReturnType<typeof buildTicket>;

function wordsOf(remote: RemoteTicket) {
  const html = remote.description_html ?? "";
  const text = html === "" ? (remote.description_text ?? "") : htmlToText(html);
  const subject = remote.subject?.replace(/\s+/g, " ").trim() || "No Subject";
  return {
    title: subject.length > titleLimit ? `${subject.slice(0, titleLimit - 1)}…` : subject,
    description: text,
    description_html: cleanVendorHtml(html) || null,
  };
}

/** A status the account made its own may end a ticket without the vendor saying when: then the first time we saw it. */
function ends(remote: RemoteTicket, status: TicketStatus, known: Ends | undefined) {
  if (!isFinished(status)) return { resolved_at: null, closed_at: null };
  const seen = remote.resolved_at ?? remote.closed_at;
  if (status === "RESOLVED")
    return { resolved_at: seen ?? known?.resolved_at ?? remote.updated_at, closed_at: null };
  return {
    resolved_at: remote.resolved_at,
    closed_at: remote.closed_at ?? known?.closed_at ?? seen ?? remote.updated_at,
  };
}

/** The vendor's promises and whether they were kept; what stands still says since when. */
function clocks(
  remote: RemoteTicket,
  { resolved_at, closed_at }: { resolved_at: Date | null; closed_at: Date | null },
  status: TicketStatus,
  name: string,
  now: Date,
) {
  const endedAt = isFinished(status) ? (resolved_at ?? closed_at) : null;
  const { due_at, first_response_due_at, first_responded_at } = remote;
  const isLate = (due: Date | null, end: Date | null) => due !== null && (end ?? now) > due;
  return {
    sla_due_at: due_at,
    sla_due_is_manual: due_at !== null,
    sla_due_reason: due_at === null ? null : `As ${name} says`,
    sla_paused_at: endedAt,
    sla_breached: isLate(due_at, endedAt),
    response_due_at: first_response_due_at,
    response_paused_at: first_responded_at === null ? endedAt : null,
    response_breached: isLate(first_response_due_at, first_responded_at ?? endedAt),
  };
}

function sourceColumns(remote: RemoteTicket, rules: MirrorRules) {
  const named = (field: "statuses" | "priorities", code: string | null) =>
    code === null
      ? null
      : (rules.vocabulary[field].find((choice) => choice.code === code)?.name ??
        knownName(rules.vendor, field, code));
  return {
    external_id: remote.external_id,
    url: rules.ticketUrl(remote.external_id),
    status_code: remote.status,
    status_text: named("statuses", remote.status),
    priority_code: remote.priority,
    priority_text: named("priorities", remote.priority),
    source_code: remote.source,
    type: remote.type,
    group_external_id: remote.group_external_id,
    company_external_id: remote.company_external_id,
    requester_external_id: remote.requester_external_id,
    responder_external_id: remote.responder_external_id,
    workspace_external_id: remote.workspace_external_id,
    first_response_due_at: remote.first_response_due_at,
    due_at: remote.due_at,
    agent_responded_at: remote.agent_responded_at,
    vendor_created_at: remote.created_at,
    vendor_updated_at: remote.updated_at,
    vendor_resolved_at: remote.resolved_at,
    vendor_closed_at: remote.closed_at,
    merged_into_external_id: remote.merged_into_external_id,
  };
}

export function buildMessage(remote: RemoteConversation, links: Links) {
  const agent = remote.author_external_id ? links.agents.get(remote.author_external_id) : undefined;
  const person = remote.author_external_id ? links.requesters.get(remote.author_external_id) : undefined;
  const html = remote.body_html.trim() === "" ? (remote.body_text ?? "") : remote.body_html;
  const message = cleanVendorHtml(html);
  return {
    external_id: remote.external_id,
    actor_id: agent?.user_id ?? null,
    actor_role: agent?.role ?? (agent || !remote.is_incoming ? "agent" : "requester"),
    message,
    message_text: htmlToText(message),
    is_internal_note: remote.is_private,
    author_name: agent?.name ?? person?.name ?? remote.from_email,
    author_external_id: remote.author_external_id,
    from_email: remote.from_email,
    to_emails: remote.to_emails,
    is_incoming: remote.is_incoming,
    created_at: remote.created_at,
    edited_at: remote.updated_at,
  };
}
export type MirrorMessage = ReturnType<typeof buildMessage>;

export function buildTimeEntry(remote: RemoteTimeEntry, links: Links) {
  const agent = remote.agent_external_id ? links.agents.get(remote.agent_external_id) : undefined;
  return {
    external_id: remote.external_id,
    user_id: agent?.user_id ?? null,
    agent_external_id: remote.agent_external_id,
    agent_name: agent?.name ?? null,
    minutes: remote.minutes,
    is_billable: remote.is_billable,
    is_running: remote.is_running,
    worked_at: remote.worked_at,
    note: remote.note,
    created_at: remote.created_at,
    updated_at: remote.updated_at,
  };
}
export type MirrorTimeEntry = ReturnType<typeof buildTimeEntry>;

/** Equal for equal content, whatever the order the vendor lists it in. */
export function checksumOf(content: unknown): string {
  return createHash("sha1").update(JSON.stringify(content)).digest("base64url");
}
