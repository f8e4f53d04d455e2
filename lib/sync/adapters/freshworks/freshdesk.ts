import type { RemoteAgent, RemotePerson, RemoteTicket, TicketQuery } from "../adapter";
import { codeOf, codesOf, type Fields, fieldsOf, instantOf, nameOf, textOf, wordOf } from "../read-fields";
import type { Understood } from "../read-page";
import { createdSince, type Dialect, sinceOf } from "./dialect";
import { toCompany } from "./map-people";
import { toTicket } from "./map-ticket";
import type { OffsetList } from "./offset-pages";

/** Freshdesk v2: lists come bare, and those of tickets end at page 300 but can be had in the order of change. */
export const freshdesk: Dialect = {
  vendor: "freshdesk",
  resources: [
    "tickets",
    "conversations",
    "time_entries",
    "companies",
    "people",
    "agents",
    "groups",
    "fields",
  ],
  lists: {
    companies: {
      path: "/api/v2/companies",
      names: ["companies"],
      subject: "companies",
      kind: "other",
      isAlwaysThere: true,
    },
    people: {
      path: "/api/v2/contacts",
      names: ["contacts"],
      subject: "contacts",
      kind: "list",
      isAlwaysThere: true,
    },
    agents: {
      path: "/api/v2/agents",
      names: ["agents"],
      subject: "agents",
      kind: "other",
      isAlwaysThere: true,
    },
    groups: {
      path: "/api/v2/groups",
      names: ["groups"],
      subject: "agent groups",
      kind: "other",
      isAlwaysThere: true,
    },
  },
  company: { noun: "company", path: "/api/v2/companies" },
  fieldsCall: { path: "/api/v2/ticket_fields", subject: "ticket fields", kind: "other" },
  mostMegabytes: 20,
  hasWorkspaces: false,
  includes: { list: ["stats", "requester", "description"], one: ["stats", "requester"], doubtful: null },
  tickets: ticketList,
  isInOrderOfChange: true,
  countCall: (query) => ({
    path: "/api/v2/search/tickets",
    query: { query: createdSince(query), page: 1 },
    subject: "the number of tickets",
    kind: "other",
  }),
  toTicket: toFreshdeskTicket,
  toCompany,
  toPerson: toContact,
  toAgent: toFreshdeskAgent,
};

function ticketList(query: TicketQuery, include: string): OffsetList {
  return {
    path: "/api/v2/tickets",
    query: { updated_since: sinceOf(query), include, order_by: "updated_at", order_type: "asc" },
    names: ["tickets", "results"],
    subject: "tickets",
    kind: "list",
    isAlwaysThere: true,
  };
}

/** Replies of older accounts name some fields otherwise, and have the description's HTML beside its text. */
function toFreshdeskTicket(row: Fields): Understood<RemoteTicket> {
  const ticket = toTicket(row);
  if ("reason" in ticket) return ticket;
  const html = textOf(row.description_html);
  return {
    ...ticket,
    type: wordOf(row.type) ?? wordOf(row.ticket_type),
    description_html: html ?? ticket.description_html,
    description_text: ticket.description_text ?? (html === null ? null : textOf(row.description)),
    company_external_id: codeOf(row.company_id),
    first_response_due_at: ticket.first_response_due_at ?? instantOf(row.frDueBy),
    requester_name: ticket.requester_name ?? wordOf(row.requester_name),
    workspace_external_id: null,
  };
}

function toContact(row: Fields): Understood<RemotePerson> {
  const id = codeOf(row.id);
  if (!id) return { reason: "It has no id." };
  const email = wordOf(row.email);
  const main = codeOf(row.company_id) ?? codeOf(row.customer_id);
  const others = Array.isArray(row.other_companies)
    ? codesOf(row.other_companies.map((one) => fieldsOf(one)?.company_id))
    : [];
  return {
    external_id: id,
    raw: row,
    name: nameOf(row) ?? email ?? `Contact ${id}`,
    email,
    phone: wordOf(row.phone) ?? wordOf(row.mobile),
    company_external_ids: [...new Set([...(main ? [main] : []), ...others])],
    is_active: row.active !== false && row.deleted !== true,
    updated_at: instantOf(row.updated_at),
  };
}

/** Name and address stand in the contact that every agent also is. */
function toFreshdeskAgent(row: Fields): Understood<RemoteAgent> {
  const id = codeOf(row.id);
  if (!id) return { reason: "It has no id." };
  const contact = fieldsOf(row.contact) ?? row;
  const email = wordOf(contact.email);
  return {
    external_id: id,
    raw: row,
    name: nameOf(contact) ?? email ?? `Agent ${id}`,
    email,
    is_active: contact.active !== false && row.deactivated !== true,
    group_external_ids: codesOf(row.group_ids),
  };
}
