import type { TicketQuery } from "../adapter";
import { createdSince, type Dialect, sinceOf } from "./dialect";
import { toAgent, toCompany, toPerson } from "./map-people";
import { toTicket } from "./map-ticket";
import type { OffsetList } from "./offset-pages";

/** Freshservice v2. Its "departments" are the customers' companies, its "requesters" the people. */
export const freshservice: Dialect = {
  vendor: "freshservice",
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
      path: "/api/v2/departments",
      names: ["departments"],
      subject: "departments",
      kind: "other",
      isAlwaysThere: true,
    },
    people: {
      path: "/api/v2/requesters",
      names: ["requesters"],
      subject: "requesters",
      kind: "list",
      isAlwaysThere: true,
    },
    agents: {
      path: "/api/v2/agents",
      names: ["agents"],
      subject: "agents",
      kind: "list",
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
  company: { noun: "department", path: "/api/v2/departments" },
  fieldsCall: { path: "/api/v2/ticket_form_fields", subject: "ticket fields", kind: "other" },
  mostMegabytes: 40,
  hasWorkspaces: true,
  includes: {
    list: ["stats", "requester", "tags"],
    one: ["stats", "requester", "tags"],
    doubtful: "tags",
  },
  tickets: ticketList,
  isInOrderOfChange: false,
  countCall: (query) => ({
    path: "/api/v2/tickets/filter",
    query: { query: createdSince(query), workspace_id: query.workspace_external_id, page: 1 },
    subject: "the number of tickets",
    kind: "list",
  }),
  toTicket,
  toCompany,
  toPerson,
  toAgent,
};

/** In the order of creation, which alone is documented; oldest first, so that new ones come at the end. */
function ticketList(query: TicketQuery, include: string): OffsetList {
  return {
    path: "/api/v2/tickets",
    query: {
      updated_since: sinceOf(query),
      workspace_id: query.workspace_external_id,
      include,
      order_type: "asc",
    },
    names: ["tickets"],
    subject: "tickets",
    kind: "list",
    isAlwaysThere: true,
  };
}
