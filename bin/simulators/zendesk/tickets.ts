import type { DeskParts, Right, Route, SimRequest, SimResponse } from "../server/desk";
import type { SimTicket } from "../world/types";
import type { World } from "../world/world";
import { badRequest, listOf } from "./paging";
import {
  commentRecord,
  firstComment,
  groupRecord,
  metricRecord,
  organizationRecord,
  priorityOfWord,
  statusOfWord,
  ticketRecord,
  userRecord,
} from "./records";
import type { Uploads } from "./uploads";

export function ticketReads({ world }: DeskParts): Route[] {
  return [
    {
      ...at("GET", "tickets/count", "count_tickets", "tickets"),
      handle: () => {
        const value = listedIds(world).length;
        return { status: 200, body: { count: { value, refreshed_at: new Date(world.now()).toISOString() } } };
      },
    },
    {
      ...at("GET", "tickets", "list_tickets", "tickets"),
      handle: (request) => listOf(request, listedIds(world), "tickets", (id) => recordOf(world, id, request)),
    },
    {
      ...at("GET", "search/count", "count_found", "tickets"),
      handle: ({ query }) => {
        const since = /^type:ticket updated>=(\S+)$/.exec(query.get("query") ?? "")?.[1];
        if (!since) return badRequest("invalid", "Invalid search", 422);
        const from = Date.parse(since);
        const count = listedIds(world).filter((id) => world.index.updatedAt(id) >= from).length;
        return { status: 200, body: { count } };
      },
    },
    {
      ...at("GET", "deleted_tickets", "deleted_tickets", "tickets"),
      handle: (request) =>
        listOf(request, deletedIds(world), "deleted_tickets", (id) => deletedRecord(world, id)),
    },
    {
      ...at("GET", "tickets/(\\d+)", "view_ticket", "tickets"),
      handle: (request) =>
        withTicket(world, request, (ticket) => ({
          status: 200,
          body: {
            ticket: {
              ...ticketRecord(world, ticket, request.origin),
              ...(request.query.get("include")?.includes("metric_sets") && {
                metric_set: metricRecord(ticket),
              }),
            },
            ...usersOf(world, request, [ticket.requester_id, ticket.responder_id]),
          },
        })),
    },
    {
      ...at("GET", "tickets/(\\d+)/metrics", "ticket_metrics", "tickets"),
      handle: (request) =>
        withTicket(world, request, (ticket) => ({
          status: 200,
          body: { ticket_metric: metricRecord(ticket) },
        })),
    },
    {
      ...at("GET", "tickets/(\\d+)/comments", "comments", "conversations"),
      handle: (request) =>
        withTicket(world, request, (ticket) => {
          const comments = [
            firstComment(world, ticket),
            ...world.conversations(ticket.id).map(commentRecord),
          ];
          return withUsers(
            world,
            request,
            listOf(request, comments, "comments", (comment) => comment),
          );
        }),
    },
  ];
}

export function ticketWrites(parts: DeskParts, uploads: Uploads): Route[] {
  const { world } = parts;
  return [
    {
      ...at("PUT", "tickets/(\\d+)", "update_ticket", "write"),
      handle: (request) =>
        withTicket(world, request, (ticket) => updateTicket(parts, uploads, ticket, request)),
    },
    {
      ...at("DELETE", "tickets/(\\d+)", "delete_ticket", "write"),
      handle: (request) =>
        withTicket(world, request, ({ id }) => {
          parts.changes.make("delete", id);
          return { status: 204 };
        }),
    },
  ];
}

export function directoryRoutes({ world }: DeskParts): Route[] {
  const { directory } = world;
  return [
    {
      ...at("GET", "users/me", "users_me", null),
      handle: () => ({ status: 200, body: { user: directory.agents.slice(0, 1).map(userRecord)[0] } }),
    },
    {
      ...at("GET", "users", "list_users", "people"),
      handle: (request) => {
        const roles = [...request.query.getAll("role[]"), ...request.query.getAll("role")];
        const wantsAgents = roles.length === 0 || roles.some((role) => role === "agent" || role === "admin");
        const wantsUsers = roles.length === 0 || roles.includes("end-user");
        const users = [...(wantsAgents ? directory.agents : []), ...(wantsUsers ? directory.requesters : [])];
        return listOf(request, users, "users", userRecord);
      },
    },
    {
      ...at("GET", "organizations", "list_organizations", "companies"),
      handle: (request) => listOf(request, directory.companies, "organizations", organizationRecord),
    },
    {
      ...at("GET", "groups", "list_groups", "groups"),
      handle: (request) => listOf(request, directory.groups, "groups", groupRecord),
    },
    {
      ...at("GET", "group_memberships", "list_group_memberships", "groups"),
      handle: (request) => {
        const pairs = directory.agents.flatMap((agent) =>
          agent.group_ids.map((group) => [agent.id, group] as const),
        );
        return listOf(request, pairs, "group_memberships", ([user, group]) => ({
          id: user * 10 + (group % 10),
          user_id: user,
          group_id: group,
          default: false,
        }));
      },
    },
    {
      ...at("GET", "ticket_fields", "ticket_fields", "fields"),
      handle: (request) => listOf(request, ticketFields, "ticket_fields", (field) => field),
    },
    {
      ...at("PUT", "organizations/(\\d+)", "update_organization", "write"),
      handle: (request) => updateOrganization(world, request),
    },
  ];
}

function at(method: Route["method"], path: string, name: string, right: Right | null) {
  return { method, name, right, pattern: new RegExp(`^/api/v2/${path}(?:\\.json)?$`) };
}

/** A deleted ticket is found by no call but the export and the list of deleted ones. */
function withTicket(
  world: World,
  { params }: SimRequest,
  use: (ticket: SimTicket) => SimResponse,
): SimResponse {
  const ticket = world.ticket(Number(params[0]));
  if (!ticket || ticket.deleted || ticket.spam) return badRequest("RecordNotFound", "Not found", 404);
  return use(ticket);
}

/** The people that the rows of a page name, where they were asked for. */
function withUsers(world: World, request: SimRequest, page: SimResponse): SimResponse {
  const comments = (page.body as { comments?: { author_id?: unknown }[] }).comments ?? [];
  const users = usersOf(
    world,
    request,
    comments.map((comment) => comment.author_id),
  );
  return page.status === 200 ? { ...page, body: { ...(page.body as object), ...users } } : page;
}

function usersOf(world: World, { query }: SimRequest, ids: readonly unknown[]): { users?: unknown[] } {
  if (!query.get("include")?.split(",").includes("users")) return {};
  const { requesters, agents } = world.directory;
  return { users: [...requesters, ...agents].filter(({ id }) => ids.includes(id)).map(userRecord) };
}

function updateTicket(
  { world, changes }: DeskParts,
  uploads: Uploads,
  ticket: SimTicket,
  request: SimRequest,
): SimResponse {
  const asked = (request.body.ticket ?? {}) as Record<string, unknown>;
  const fields: Partial<SimTicket> = {};
  if ("status" in asked) {
    const status = statusOfWord(asked.status);
    if (status === null) return invalid("status", `Status: ${asked.status} is not valid`);
    fields.status = status;
  }
  if ("priority" in asked) {
    const priority = priorityOfWord(asked.priority);
    if (priority === null) return invalid("priority", `Priority: ${asked.priority} is not valid`);
    fields.priority = priority;
  }
  if ("assignee_id" in asked) {
    const known = world.directory.agents.find(({ id }) => id === asked.assignee_id);
    if (asked.assignee_id !== null && !known) return invalid("assignee", "Assignee is invalid");
    fields.responder_id = known?.id ?? null;
  }
  const comment = asked.comment as Record<string, unknown> | undefined;
  if (comment) {
    const isPrivate = comment.public === false;
    const body = String(comment.html_body ?? comment.body ?? "");
    const files = uploads.take(comment.uploads);
    changes.converse(ticket, isPrivate ? "note" : "reply", { body, is_private: isPrivate, files });
  }
  changes.update(world.ticket(ticket.id) ?? ticket, fields);
  const updated = world.ticket(ticket.id) ?? ticket;
  return {
    status: 200,
    body: {
      ticket: ticketRecord(world, updated, request.origin),
      audit: { id: Date.now(), ticket_id: ticket.id, events: comment ? [auditEvent(world, updated)] : [] },
    },
  };
}

function auditEvent(world: World, ticket: SimTicket): Record<string, unknown> {
  const entry = world.conversations(ticket.id).at(-1);
  return entry ? commentRecord(entry) : {};
}

function updateOrganization(world: World, { params, body }: SimRequest): SimResponse {
  const company = world.directory.companies.find(({ id }) => String(id) === params[0]);
  if (!company) return badRequest("RecordNotFound", "Not found", 404);
  const asked = (body.organization ?? {}) as { organization_fields?: Record<string, unknown> };
  const number = asked.organization_fields?.account_number;
  if (number === null || typeof number === "string" || typeof number === "number")
    company.account_number = number;
  company.updated_at = world.now();
  return { status: 200, body: { organization: organizationRecord(company) } };
}

function invalid(field: string, description: string): SimResponse {
  const details = { [field]: [{ description, error: "InvalidValue" }] };
  return { status: 422, body: { error: "RecordInvalid", description: "Record validation errors", details } };
}

function recordOf(world: World, id: number, { origin }: SimRequest): Record<string, unknown> {
  const ticket = world.ticket(id);
  return ticket ? ticketRecord(world, ticket, origin) : {};
}

function deletedRecord(world: World, id: number): Record<string, unknown> {
  const ticket = world.ticket(id);
  return {
    id,
    subject: ticket?.subject ?? null,
    actor: { id: world.directory.agents[0]?.id, name: "Agent" },
    deleted_at: new Date(world.index.updatedAt(id)).toISOString(),
    previous_state: "open",
  };
}

function listedIds({ index }: World): number[] {
  return idsWhere(index.last, (id) => index.placeOf(id) === "listed");
}

function deletedIds({ index }: World): number[] {
  return idsWhere(index.last, (id) => index.placeOf(id) === "deleted" || index.placeOf(id) === "spam");
}

function idsWhere(last: number, matches: (id: number) => boolean): number[] {
  return Array.from({ length: last }, (_, place) => place + 1).filter(matches);
}

const ticketFields = [
  systemField(1, "status", "Status", ["Open", "Pending", "Solved"]),
  systemField(2, "priority", "Priority", ["Low", "Normal", "High", "Urgent"]),
];

function systemField(id: number, type: string, title: string, names: string[]) {
  return {
    id: 16_921_895_767_300 + id,
    type,
    title,
    active: true,
    removable: false,
    system_field_options: names.map((name) => ({ name, value: name.toLowerCase() })),
  };
}
