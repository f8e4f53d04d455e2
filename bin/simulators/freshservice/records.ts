import { fileRecord } from "../server/files";
import { instant } from "../server/instant";
import { fullName, requesterOf } from "../world/directory";
import { plainText } from "../world/texts";
import type {
  SimAgent,
  SimCompany,
  SimConversation,
  SimGroup,
  SimRequester,
  SimTicket,
  SimTimeEntry,
  SimWorkspace,
} from "../world/types";
import type { World } from "../world/world";

/** Fields and their order as in recorded replies of Freshservice v2. */
export function ticketRecord(ticket: SimTicket): Record<string, unknown> {
  return {
    subject: ticket.subject,
    group_id: ticket.group_id,
    department_id: ticket.company_id,
    category: ticket.category,
    sub_category: null,
    item_category: null,
    requester_id: ticket.requester_id,
    responder_id: ticket.responder_id,
    due_by: instant(ticket.due_at),
    fr_escalated:
      ticket.first_response_due_at !== null &&
      (ticket.first_responded_at ?? 0) > ticket.first_response_due_at,
    deleted: ticket.deleted,
    spam: ticket.spam,
    email_config_id: null,
    fwd_emails: [],
    reply_cc_emails: ticket.cc_emails,
    cc_emails: ticket.cc_emails,
    is_escalated: ticket.due_at !== null && (ticket.resolved_at ?? 0) > ticket.due_at,
    fr_due_by: instant(ticket.first_response_due_at),
    id: ticket.id,
    priority: ticket.priority,
    status: ticket.status,
    source: ticket.source,
    created_at: instant(ticket.created_at),
    updated_at: instant(ticket.updated_at),
    requested_for_id: ticket.requester_id,
    to_emails: null,
    type: ticket.type === "" ? null : ticket.type,
    description: ticket.description,
    description_text: ticket.description === null ? null : plainText(ticket.description),
    custom_fields: {},
    workspace_id: ticket.workspace_id,
  };
}

export function ticketExtras(
  world: World,
  ticket: SimTicket,
  include: readonly string[],
): Record<string, unknown> {
  const extras: Record<string, unknown> = {};
  if (include.includes("stats")) extras.stats = statsRecord(ticket);
  if (include.includes("requester") || include.includes("requested_for")) {
    const requester = requesterOf(world.directory, ticket.requester_id);
    const record = requester ? shortPerson(requester) : null;
    if (include.includes("requester")) extras.requester = record;
    if (include.includes("requested_for")) extras.requested_for = record;
  }
  if (include.includes("tags")) extras.tags = ticket.tags;
  if (include.includes("department")) {
    const company = world.directory.companies.find((each) => each.id === ticket.company_id);
    extras.department = company ? { id: company.id, name: company.name } : null;
  }
  return extras;
}

function statsRecord(ticket: SimTicket): Record<string, unknown> {
  return {
    created_at: instant(ticket.created_at),
    updated_at: instant(ticket.updated_at),
    ticket_id: ticket.id,
    opened_at: null,
    group_escalated: false,
    inbound_count: 1,
    status_updated_at: instant(ticket.closed_at ?? ticket.resolved_at ?? ticket.created_at),
    outbound_count: 0,
    pending_since: null,
    resolved_at: instant(ticket.resolved_at),
    closed_at: instant(ticket.closed_at),
    first_assigned_at: ticket.responder_id === null ? null : instant(ticket.created_at),
    assigned_at: ticket.responder_id === null ? null : instant(ticket.created_at),
    agent_responded_at: instant(ticket.agent_responded_at),
    requester_responded_at: instant(ticket.requester_responded_at),
    first_responded_at: instant(ticket.first_responded_at),
  };
}

function shortPerson(requester: SimRequester): Record<string, unknown> {
  return {
    id: requester.id,
    name: fullName(requester),
    email: requester.email,
    mobile: null,
    phone: requester.phone,
  };
}

export function conversationRecord(ticketId: number, entry: SimConversation): Record<string, unknown> {
  return {
    id: entry.id,
    user_id: entry.author_id,
    to_emails: entry.to_emails,
    body: entry.body,
    body_text: plainText(entry.body),
    ticket_id: ticketId,
    created_at: instant(entry.created_at),
    updated_at: instant(entry.updated_at),
    incoming: entry.incoming,
    private: entry.private,
    support_email: entry.support_email,
    source: entry.source,
    from_email: entry.from_email,
    cc_emails: entry.cc_emails,
    bcc_emails: entry.cc_emails === null ? null : [],
    attachments: (entry.files ?? []).map(fileRecord),
  };
}

export function timeEntryRecord(ticketId: number, entry: SimTimeEntry): Record<string, unknown> {
  return {
    id: entry.id,
    task_id: entry.task_id,
    parent_id: ticketId,
    parent_type: "Ticket",
    start_time: instant(entry.start_time),
    time_spent: entry.time_spent,
    timer_running: entry.timer_running,
    billable: entry.billable,
    agent_id: entry.agent_id,
    note: entry.note,
    created_at: instant(entry.created_at),
    updated_at: instant(entry.updated_at),
    executed_at: instant(entry.executed_at),
    custom_fields: {},
  };
}

export function departmentRecord(company: SimCompany): Record<string, unknown> {
  return {
    id: company.id,
    name: company.name,
    description: company.description,
    head_user_id: null,
    prime_user_id: null,
    domains: company.domains,
    custom_fields: { account_number: company.account_number },
    created_at: instant(company.created_at),
    updated_at: instant(company.updated_at),
    workspace_id: null,
  };
}

export function requesterRecord(person: SimRequester): Record<string, unknown> {
  return {
    ...personRecord(person),
    can_see_all_changes_from_associated_departments: false,
    department_ids: person.company_id === null ? [] : [person.company_id],
    is_agent: false,
    job_title: person.job_title,
    primary_email: person.email,
    secondary_emails: [],
    work_phone_number: person.phone,
  };
}

export function agentRecord(agent: SimAgent): Record<string, unknown> {
  return {
    ...personRecord(agent),
    auto_assign_status_changed_at: null,
    auto_assign_tickets: true,
    department_ids: [],
    email: agent.email,
    job_title: null,
    last_active_at: agent.is_active ? instant(agent.updated_at) : null,
    last_login_at: null,
    occasional: false,
    role_ids: [21_000_388_918],
    roles: [{ role_id: 21_000_388_918, assignment_scope: "entire_helpdesk", groups: [], workspace_id: 2 }],
    scopes: {},
    signature: null,
    work_phone_number: null,
    workspace_ids: [2, 3],
    group_ids: agent.group_ids,
    member_of: agent.group_ids,
    observer_of: [],
  };
}

function personRecord(person: SimRequester | SimAgent): Record<string, unknown> {
  return {
    active: person.is_active,
    address: null,
    background_information: null,
    can_see_all_tickets_from_associated_departments: false,
    created_at: instant(person.created_at),
    custom_fields: {},
    department_names: null,
    external_id: null,
    first_name: person.first_name,
    has_logged_in: person.is_active,
    id: person.id,
    language: "en",
    last_name: person.last_name,
    location_id: null,
    location_name: null,
    mobile_phone_number: null,
    reporting_manager_id: null,
    time_format: "12h",
    time_zone: "Eastern Time (US & Canada)",
    updated_at: instant(person.updated_at),
    vip_user: false,
  };
}

export function groupRecord(group: SimGroup, agents: readonly SimAgent[]): Record<string, unknown> {
  const members = agents.filter((agent) => agent.group_ids.includes(group.id)).map((agent) => agent.id);
  return {
    id: group.id,
    name: group.name,
    description: null,
    escalate_to: null,
    unassigned_for: null,
    business_hours_id: null,
    created_at: "2023-01-04T14:22:43Z",
    updated_at: "2023-01-04T14:22:43Z",
    auto_ticket_assign: false,
    ocs_schedule_id: null,
    workspace_id: group.workspace_id,
    agent_ids: members,
    members,
    observers: [],
  };
}

export function workspaceRecord(workspace: SimWorkspace): Record<string, unknown> {
  return {
    id: workspace.id,
    name: workspace.name,
    description: null,
    primary: workspace.is_primary,
    restricted: false,
    state: "active",
    created_at: "2023-01-04T14:22:43Z",
    updated_at: "2023-01-04T14:22:43Z",
  };
}
