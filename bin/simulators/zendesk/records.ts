import { instant } from "../server/instant";
import { fullName } from "../world/directory";
import { plainText } from "../world/texts";
import {
  type SimAgent,
  type SimCompany,
  type SimConversation,
  type SimGroup,
  type SimRequester,
  type SimTicket,
  statuses,
} from "../world/types";
import type { World } from "../world/world";

/** Fields as in recorded replies of Zendesk's ticketing API. */
const statusWords = new Map<number, string>([
  [statuses.open, "open"],
  [statuses.pending, "pending"],
  [statuses.resolved, "solved"],
  [statuses.closed, "closed"],
  [statuses.scheduled, "hold"],
  [statuses.waitingCustomer, "pending"],
  [statuses.waitingThirdParty, "hold"],
]);
const priorityWords = ["low", "normal", "high", "urgent"];
const channels = new Map([
  [1, "email"],
  [2, "web"],
  [3, "voice"],
  [4, "chat"],
  [10, "api"],
]);

export function statusWord(ticket: SimTicket): string {
  if (ticket.deleted || ticket.spam) return "deleted";
  if (ticket.status === statuses.open && ticket.responder_id === null) return "new";
  return statusWords.get(ticket.status) ?? "open";
}

export function statusOfWord(word: unknown): number | null {
  if (word === "new") return statuses.open;
  return [...statusWords].find(([, each]) => each === word)?.[0] ?? null;
}

/** Some tickets never got a priority. */
export function priorityWord({ id, priority }: SimTicket): string | null {
  return id % 17 === 5 ? null : (priorityWords[priority - 1] ?? null);
}

export function priorityOfWord(word: unknown): number | null {
  const place = priorityWords.indexOf(String(word));
  return place < 0 ? null : place + 1;
}

export function channelWord(source: number): string {
  return channels.get(source) ?? "any_channel";
}

export function typeWord(type: string | null): string | null {
  return { Incident: "incident", "Service Request": "task", Request: "question" }[type ?? ""] ?? null;
}

export function tagsOf({ merged_into, tags }: Pick<SimTicket, "merged_into" | "tags">): string[] {
  return merged_into === null ? tags : [...tags, "closed_by_merge"];
}

export function ticketRecord(world: World, ticket: SimTicket, origin: string): Record<string, unknown> {
  const requester = ticket.requester_id ?? world.directory.agents[0]?.id;
  const description = ticket.description === null ? "" : plainText(ticket.description);
  const custom = [{ id: 16_921_895_767_324, value: ticket.category }];
  return {
    url: `${origin}/api/v2/tickets/${ticket.id}.json`,
    id: ticket.id,
    external_id: null,
    via: { channel: channelWord(ticket.source), source: { from: {}, to: {}, rel: null } },
    created_at: instant(ticket.created_at),
    updated_at: instant(ticket.updated_at),
    generated_timestamp: ticket.updated_at / 1_000,
    type: typeWord(ticket.type),
    subject: ticket.subject,
    raw_subject: ticket.subject,
    description,
    priority: priorityWord(ticket),
    status: statusWord(ticket),
    recipient: null,
    requester_id: requester,
    submitter_id: requester,
    assignee_id: ticket.responder_id,
    organization_id: ticket.company_id,
    group_id: ticket.group_id,
    collaborator_ids: [],
    follower_ids: [],
    email_cc_ids: [],
    forum_topic_id: null,
    problem_id: null,
    has_incidents: false,
    is_public: true,
    due_at: null,
    tags: tagsOf(ticket),
    custom_fields: custom,
    satisfaction_rating: { score: "unoffered" },
    sharing_agreement_ids: [],
    custom_status_id: 16_921_830_916_380,
    followup_ids: [],
    ticket_form_id: 16_921_842_188_572,
    brand_id: 16_921_842_240_924,
    allow_channelback: false,
    allow_attachments: true,
    from_messaging_channel: false,
    fields: custom,
  };
}

export function metricRecord(ticket: SimTicket): Record<string, unknown> {
  const calendarMinutes = (until: number | null) => ({
    calendar: until === null ? null : Math.round((until - ticket.created_at) / 60_000),
    business: null,
  });
  return {
    id: 51_000_000_000 + ticket.id,
    ticket_id: ticket.id,
    created_at: instant(ticket.created_at),
    updated_at: instant(ticket.updated_at),
    group_stations: 1,
    assignee_stations: ticket.responder_id === null ? 0 : 1,
    reopens: ticket.reopened_at === null ? 0 : 1,
    replies: ticket.first_responded_at === null ? 0 : 1,
    assignee_updated_at: instant(ticket.agent_responded_at),
    requester_updated_at: instant(ticket.requester_responded_at ?? ticket.created_at),
    status_updated_at: instant(ticket.closed_at ?? ticket.resolved_at ?? ticket.created_at),
    initially_assigned_at: ticket.responder_id === null ? null : instant(ticket.created_at),
    assigned_at: ticket.responder_id === null ? null : instant(ticket.created_at),
    solved_at: instant(ticket.resolved_at),
    latest_comment_added_at: instant(ticket.agent_responded_at ?? ticket.created_at),
    reply_time_in_minutes: calendarMinutes(ticket.first_responded_at),
    first_resolution_time_in_minutes: calendarMinutes(ticket.resolved_at),
    full_resolution_time_in_minutes: calendarMinutes(ticket.resolved_at),
  };
}

/** The description is the first comment of every ticket. */
export function firstComment(world: World, ticket: SimTicket): Record<string, unknown> {
  const html = ticket.description ?? "";
  return commentRecord({
    id: 30_000_000_000 + ticket.id,
    author_id: ticket.requester_id ?? world.directory.agents[0]?.id ?? null,
    body: html,
    private: false,
    source: ticket.source === 1 ? 0 : 2,
    created_at: ticket.created_at,
    from_email: null,
  });
}

export function commentRecord(
  entry: Pick<
    SimConversation,
    "id" | "author_id" | "body" | "private" | "source" | "created_at" | "from_email" | "files"
  >,
): Record<string, unknown> {
  const from = entry.from_email === null ? {} : { address: entry.from_email };
  return {
    id: entry.id,
    type: "Comment",
    author_id: entry.author_id,
    body: plainText(entry.body),
    html_body: `<div class="zd-comment" dir="auto">${entry.body}</div>`,
    plain_body: plainText(entry.body),
    public: !entry.private,
    attachments: (entry.files ?? []).map(({ id, name, type, size }) => ({
      id,
      file_name: name,
      content_type: type,
      size,
    })),
    audit_id: entry.id + 9_000_000_000,
    via: { channel: entry.source === 0 ? "email" : "web", source: { from, to: {}, rel: null } },
    created_at: instant(entry.created_at),
    metadata: { system: {}, custom: {} },
  };
}

export function userRecord(person: SimRequester | SimAgent): Record<string, unknown> {
  const isAgent = "group_ids" in person;
  return {
    id: person.id,
    name: fullName(person),
    email: person.email,
    created_at: instant(person.created_at),
    updated_at: instant(person.updated_at),
    time_zone: "UTC",
    phone: isAgent ? null : person.phone,
    photo: null,
    locale: "en-US",
    organization_id: isAgent ? null : person.company_id,
    role: isAgent ? "agent" : "end-user",
    verified: true,
    external_id: null,
    tags: [],
    alias: null,
    active: person.is_active,
    suspended: !person.is_active,
    default_group_id: isAgent ? (person.group_ids[0] ?? null) : null,
    user_fields: {},
  };
}

export function organizationRecord(company: SimCompany): Record<string, unknown> {
  return {
    id: company.id,
    name: company.name,
    details: company.description,
    notes: null,
    domain_names: company.domains,
    created_at: instant(company.created_at),
    updated_at: instant(company.updated_at),
    external_id: null,
    group_id: null,
    shared_tickets: false,
    shared_comments: false,
    tags: [],
    organization_fields: { account_number: company.account_number },
  };
}

export function groupRecord(group: SimGroup): Record<string, unknown> {
  return {
    id: group.id,
    name: group.name,
    description: "",
    default: false,
    deleted: false,
    is_public: true,
    created_at: "2023-01-04T14:22:43Z",
    updated_at: "2023-01-04T14:22:43Z",
  };
}
