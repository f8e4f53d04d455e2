import { pageOf } from "../freshworks/paging";
import { refusals } from "../freshworks/refusals";
import type { Desk, DeskParts, Limits, Right, Route } from "../server/desk";
import {
  agentRecord,
  companyRecord,
  contactRecord,
  groupRecord,
  sourceCode,
  statusCode,
  ticketFields,
} from "./records";
import { ticketReads } from "./tickets";
import { ticketWrites } from "./writes";

export function freshdeskDesk(parts: DeskParts): Desk {
  return {
    vendor: "freshdesk",
    routes: [...ticketReads(parts), ...ticketWrites(parts), ...directoryRoutes(parts)],
    limits: {
      starter: limits(100, 20),
      growth: limits(200, 20),
      pro: limits(400, 100),
      enterprise: limits(700, 200),
      unlimited: null,
    },
    refuse: (what) => refusals[what],
    rateHeaders: (total, remaining, used) => ({
      "x-ratelimit-total": String(total),
      "x-ratelimit-remaining": String(remaining),
      "x-ratelimit-used-currentrequest": String(used),
    }),
    codes: (ticket) => ({
      status_code: String(statusCode(ticket.status)),
      priority_code: String(ticket.priority),
      source_code: String(sourceCode(ticket.source)),
    }),
    told: (truth) => ({ ...truth, ticket: { ...truth.ticket, workspace_id: null } }),
  };
}

function limits(total: number, lists: number): Limits {
  return { total, kinds: { list_tickets: lists, list_contacts: lists } };
}

function directoryRoutes({ world }: DeskParts): Route[] {
  const { directory } = world;
  return [
    ...resource("companies", "companies", () => directory.companies, companyRecord),
    ...resource("contacts", "people", () => directory.requesters, contactRecord),
    {
      name: "agents_me",
      method: "GET",
      pattern: /^\/api\/v2\/agents\/me$/,
      right: null,
      handle: () => ({ status: 200, body: directory.agents.slice(0, 1).map(agentRecord)[0] }),
    },
    ...resource("agents", "agents", () => directory.agents, agentRecord),
    ...resource(
      "groups",
      "groups",
      () => directory.groups,
      (group) => groupRecord(group, directory.agents),
    ),
    {
      name: "ticket_fields",
      method: "GET",
      pattern: /^\/api\/v2\/ticket_fields$/,
      right: "fields",
      handle: () => ({ status: 200, body: ticketFields }),
    },
  ];
}

function resource<Row extends { id: number }>(
  many: string,
  right: Right,
  rows: () => readonly Row[],
  make: (row: Row) => unknown,
): Route[] {
  return [
    {
      name: `list_${many}`,
      method: "GET",
      pattern: new RegExp(`^/api/v2/${many}$`),
      right,
      kind: `list_${many}`,
      handle: (request) => pageOf(request, rows(), "", make),
    },
    {
      name: `view_${many}`,
      method: "GET",
      pattern: new RegExp(`^/api/v2/${many}/(\\d+)$`),
      right,
      handle: ({ params }) => {
        const row = rows().find((each) => String(each.id) === params[0]);
        return row ? { status: 200, body: make(row) } : { status: 404 };
      },
    },
  ];
}
