import { fileRecord } from "../server/files";
import { instant } from "../server/instant";
import { fullName, requesterOf } from "../world/directory";
import { plainText } from "../world/texts";
import {
  type SimAgent,
  type SimCompany,
  type SimConversation,
  type SimGroup,
  type SimRequester,
  type SimTicket,
  type SimTimeEntry,
  statuses,
} from "../world/types";
import type { World } from "../world/world";

/** Fields as in recorded replies of Freshdesk v2, whose codes differ from those of Freshservice. */
const statusCodes = new Map<number, number>([
  [statuses.scheduled, 3],
  [statuses.waitingCustomer, 6],
  [statuses.waitingThirdParty, 7],
  [statuses.customerReplied, 2],
]);
const sourceCodes = new Map([
  [4, 7],
  [12, 101],
  [13, 101],
  [15, 101],
]);

export function statusCode(status: number): number {
  return statusCodes.get(status) ?? status;
}

export function statusOfCode(code: number): number {
  return { 6: statuses.waitingCustomer, 7: statuses.waitingThirdParty }[code] ?? code;
}

export function sourceCode(source: number): number {
  return sourceCodes.get(source) ?? source;
}

/** The description is in lists only where it was asked for; `deleted` only where it is true. */
export function ticketRecord(
  world: World,
  ticket: SimTicket,
  include: readonly string[],
): Record<string, unknown> {
  const requester = requesterOf(world.directory, ticket.requester_id);
  const company = world.directory.companies.find(({ id }) => id === ticket.company_id);
  return {
    cc_emails: ticket.cc_emails,
    fwd_emails: [],
    reply_cc_emails: ticket.cc_emails,
    ticket_cc_emails: ticket.cc_emails,
    email_config_id: null,
    fr_escalated: false,
    group_id: ticket.group_id,
    priority: ticket.priority,
    requester_id: ticket.requester_id,
    responder_id: ticket.responder_id,
    source: sourceCode(ticket.source),
    spam: ticket.spam,
    status: statusCode(ticket.status),
    subject: ticket.subject,
    type: ticket.type === "" ? null : ticket.type,
    company_id: ticket.company_id,
    id: ticket.id,
    to_emails: null,
    product_id: null,
    created_at: instant(ticket.created_at),
    updated_at: instant(ticket.updated_at),
    due_by: instant(ticket.due_at),
    fr_due_by: instant(ticket.first_response_due_at),
    is_escalated: false,
    custom_fields: { parent_or_child: null },
    tags: ticket.tags,
    ...(ticket.deleted && { deleted: true }),
    ...(include.includes("description") && {
      description: ticket.description,
      description_text: ticket.description === null ? null : plainText(ticket.description),
    }),
    ...(include.includes("stats") && { stats: statsRecord(ticket) }),
    ...(include.includes("requester") && {
      requester: requester
        ? {
            id: requester.id,
            name: fullName(requester),
            email: requester.email,
            mobile: null,
            phone: requester.phone,
          }
        : null,
    }),
    ...(include.includes("company") && { company: company ? { id: company.id, name: company.name } : {} }),
  };
}

function statsRecord(ticket: SimTicket): Record<string, unknown> {
  return {
    agent_responded_at: instant(ticket.agent_responded_at),
    requester_responded_at: instant(ticket.requester_responded_at),
    first_responded_at: instant(ticket.first_responded_at),
    status_updated_at: instant(ticket.closed_at ?? ticket.resolved_at ?? ticket.created_at),
    reopened_at: instant(ticket.reopened_at),
    resolved_at: instant(ticket.resolved_at),
    closed_at: instant(ticket.closed_at),
    pending_since: null,
  };
}

export function conversationRecord(ticketId: number, entry: SimConversation): Record<string, unknown> {
  return {
    body: entry.body,
    body_text: plainText(entry.body),
    id: entry.id,
    incoming: entry.incoming,
    private: entry.private,
    user_id: entry.author_id,
    support_email: entry.support_email,
    source: entry.source,
    ticket_id: ticketId,
    to_emails: entry.to_emails,
    from_email: entry.from_email,
    cc_emails: entry.cc_emails,
    bcc_emails: entry.cc_emails,
    created_at: instant(entry.created_at),
    updated_at: instant(entry.updated_at),
    attachments: (entry.files ?? []).map(fileRecord),
  };
}

export function timeEntryRecord(ticket: SimTicket, entry: SimTimeEntry): Record<string, unknown> {
  return {
    billable: entry.billable,
    note: entry.note,
    id: entry.id,
    timer_running: entry.timer_running,
    agent_id: entry.agent_id,
    ticket_id: ticket.id,
    company_id: ticket.company_id,
    time_spent: entry.time_spent,
    executed_at: instant(entry.executed_at),
    start_time: instant(entry.start_time),
    created_at: instant(entry.created_at),
    updated_at: instant(entry.updated_at),
  };
}

export function companyRecord(company: SimCompany): Record<string, unknown> {
  return {
    id: company.id,
    name: company.name,
    description: company.description,
    domains: company.domains,
    note: null,
    created_at: instant(company.created_at),
    updated_at: instant(company.updated_at),
    custom_fields: { account_number: company.account_number },
    health_score: null,
    account_tier: null,
    renewal_date: null,
    industry: null,
  };
}

export function contactRecord(person: SimRequester): Record<string, unknown> {
  return {
    active: person.is_active,
    address: null,
    created_at: instant(person.created_at),
    description: null,
    email: person.email,
    id: person.id,
    job_title: person.job_title,
    language: "en",
    mobile: null,
    name: fullName(person),
    phone: person.phone,
    time_zone: "London",
    twitter_id: null,
    updated_at: instant(person.updated_at),
    company_id: person.company_id,
    other_companies: [],
    custom_fields: {},
  };
}

export function agentRecord(agent: SimAgent): Record<string, unknown> {
  return {
    available: agent.is_active,
    occasional: false,
    signature: null,
    id: agent.id,
    ticket_scope: 1,
    created_at: instant(agent.created_at),
    updated_at: instant(agent.updated_at),
    available_since: null,
    group_ids: agent.group_ids,
    contact: {
      active: agent.is_active,
      email: agent.email,
      job_title: null,
      language: "en",
      last_login_at: null,
      mobile: null,
      name: fullName(agent),
      phone: null,
      time_zone: "London",
      created_at: instant(agent.created_at),
      updated_at: instant(agent.updated_at),
    },
  };
}

export function groupRecord(group: SimGroup, agents: readonly SimAgent[]): Record<string, unknown> {
  return {
    id: group.id,
    name: group.name,
    description: null,
    business_hour_id: null,
    escalate_to: null,
    unassigned_for: null,
    agent_ids: agents.filter((agent) => agent.group_ids.includes(group.id)).map((agent) => agent.id),
    auto_ticket_assign: false,
    created_at: "2023-01-04T14:22:43Z",
    updated_at: "2023-01-04T14:22:43Z",
  };
}

/** The choices of each field are written in a way of its own. */
export const ticketFields = [
  {
    id: 1,
    name: "status",
    label: "Status",
    type: "default_status",
    default: true,
    choices: {
      2: ["Open", "Being Processed"],
      3: ["Pending", "Awaiting your Reply"],
      4: ["Resolved", "This ticket has been Resolved"],
      5: ["Closed", "This ticket has been Closed"],
      6: ["Waiting on Customer", "Awaiting your Reply"],
      7: ["Waiting on Third Party", "Being Processed"],
    },
  },
  {
    id: 2,
    name: "priority",
    label: "Priority",
    type: "default_priority",
    default: true,
    choices: { Low: 1, Medium: 2, High: 3, Urgent: 4 },
  },
  {
    id: 3,
    name: "source",
    label: "Source",
    type: "default_source",
    default: true,
    choices: { Email: 1, Portal: 2, Phone: 3, Chat: 7, "Feedback Widget": 9, "Outbound Email": 10 },
  },
];
