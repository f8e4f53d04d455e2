import { type FieldReader, parseFilter } from "../freshworks/filter-query";
import { includesOf, inWindow, matching, withTicket } from "../freshworks/listing";
import { invalid, pageOf, readPaging, take } from "../freshworks/paging";
import type { DeskParts, Route, SimRequest, SimResponse } from "../server/desk";
import type { SimTicket } from "../world/types";
import type { World } from "../world/world";
import { conversationRecord, ticketExtras, ticketRecord, timeEntryRecord } from "./records";

const listIncludes = ["stats", "requester", "requested_for", "tags", "department"];
const viewIncludes = [
  "tags",
  "conversations",
  "requester",
  "stats",
  "problem",
  "assets",
  "change",
  "related_tickets",
  "requested_for",
  "department",
  "feedback",
];
const places = ["new_and_my_open", "watching", "spam", "deleted"];
const embeddedConversations = 10;

export function ticketReads({ world }: DeskParts): Route[] {
  return [
    {
      name: "list_tickets",
      method: "GET",
      pattern: /^\/api\/v2\/tickets$/,
      right: "tickets",
      kind: "list_tickets",
      credits: ({ query }) => 1 + 2 * includesOf(query).length,
      handle: (request) => listTickets(world, request),
    },
    {
      name: "filter_tickets",
      method: "GET",
      pattern: /^\/api\/v2\/tickets\/filter$/,
      right: "tickets",
      kind: "list_tickets",
      handle: (request) => filterTickets(world, request),
    },
    {
      name: "view_ticket",
      method: "GET",
      pattern: /^\/api\/v2\/tickets\/(\d+)$/,
      right: "tickets",
      kind: "view_ticket",
      credits: ({ query }) => 1 + includesOf(query).length,
      handle: (request) => viewTicket(world, request),
    },
    {
      name: "conversations",
      method: "GET",
      pattern: /^\/api\/v2\/tickets\/(\d+)\/conversations$/,
      right: "conversations",
      handle: (request) =>
        withTicket(world, request, ({ id }) => {
          const all = world.conversations(id);
          const page = pageOf(request, all, "conversations", (entry) => conversationRecord(id, entry));
          return page.status === 200
            ? { ...page, body: { ...(page.body as object), meta: { count: all.length } } }
            : page;
        }),
    },
    {
      name: "time_entries",
      method: "GET",
      pattern: /^\/api\/v2\/tickets\/(\d+)\/time_entries$/,
      right: "time_entries",
      handle: (request) =>
        withTicket(world, request, ({ id }) =>
          pageOf(request, world.timeEntries(id), "time_entries", (entry) => timeEntryRecord(id, entry)),
        ),
    },
  ];
}

function listTickets(world: World, request: SimRequest): SimResponse {
  const { query } = request;
  const include = includesOf(query);
  const wrong = include.find((each) => !listIncludes.includes(each));
  if (wrong !== undefined) return wrongInclude(listIncludes);
  const place = query.get("filter");
  if (place !== null && !places.includes(place))
    return invalid({
      field: "filter",
      message: `It should be one of these values: '${places.join(", ")}'`,
      code: "invalid_value",
    });
  const sinceText = query.get("updated_since");
  const since = sinceText === null ? null : Date.parse(sinceText);
  if (since !== null && Number.isNaN(since))
    return invalid({
      field: "updated_since",
      message: "It should be in the 'combined date and time ISO8601' format",
      code: "invalid_date",
    });
  const workspace = workspaceOf(world, query);
  if (workspace === null)
    return invalid({
      field: "workspace_id",
      message: "There is no workspace matching the given workspace_id",
      code: "invalid_value",
    });
  const wanted = place === "deleted" || place === "spam" ? place : "listed";
  const { index } = world;
  const isInWindow = inWindow(world, since);
  const matches = (id: number) =>
    index.placeOf(id) === wanted && index.workspaceOf(id) === workspace && isInWindow(id);
  const ids = matching(index.last, query.get("order_type") === "asc", matches);
  return pageOf(request, chosen(world, query, ids), "tickets", (id) => {
    const ticket = world.ticket(id);
    return ticket && { ...ticketRecord(ticket), ...ticketExtras(world, ticket, include) };
  });
}

/** The selections that only whole tickets can tell; without one no ticket is drawn that is not on the page. */
function chosen(world: World, query: URLSearchParams, ids: Iterable<number>): Iterable<number> {
  const requesterId = query.get("requester_id");
  const type = query.get("type");
  const email = query.get("email");
  if (requesterId === null && type === null && email === null) return ids;
  const requester =
    email === null ? undefined : world.directory.requesters.find((each) => each.email === email);
  return [...ids].filter((id) => {
    const ticket = world.ticket(id);
    if (!ticket || (requesterId !== null && String(ticket.requester_id) !== requesterId)) return false;
    return (
      (type === null || ticket.type === type) && (email === null || ticket.requester_id === requester?.id)
    );
  });
}

function filterTickets(world: World, request: SimRequest): SimResponse {
  const paging = readPaging(request.query);
  if ("field" in paging) return invalid(paging);
  const workspace = workspaceOf(world, request.query);
  try {
    const filter = parseFilter(request.query.get("query"));
    const { index } = world;
    const matches = (id: number) =>
      index.placeOf(id) === "listed" && index.workspaceOf(id) === workspace && filter(readerOf(world, id));
    const ids = [...matching(index.last, false, matches)];
    const { slice } = take(ids, (paging.page - 1) * 30, 30);
    const tickets = slice.map((id) => world.ticket(id)).filter((ticket) => ticket !== null);
    return {
      status: 200,
      body: { tickets: tickets.map(ticketRecord), total: ids.length },
      rowsIn: "tickets",
    };
  } catch (error) {
    return invalid({
      field: "query",
      message: error instanceof Error ? error.message : "",
      code: "invalid_value",
    });
  }
}

/** Reads what the index knows from there, and draws the ticket only for the rest. */
function readerOf(world: World, id: number): FieldReader {
  let ticket: SimTicket | null = null;
  return (field) => {
    if (field === "status") return world.index.statusOf(id);
    if (field === "created_at") return world.index.createdAt(id);
    if (field === "workspace_id") return world.index.workspaceOf(id);
    ticket ??= world.ticket(id);
    if (!ticket) return null;
    const values: Record<string, number | string | null> = {
      priority: ticket.priority,
      agent_id: ticket.responder_id,
      group_id: ticket.group_id,
      requester_id: ticket.requester_id,
      department_id: ticket.company_id,
      source: ticket.source,
      type: ticket.type,
      tag: ticket.tags[0] ?? null,
      due_by: ticket.due_at,
      fr_due_by: ticket.first_response_due_at,
    };
    return values[field] ?? null;
  };
}

function viewTicket(world: World, request: SimRequest): SimResponse {
  const include = includesOf(request.query);
  if (include.some((each) => !viewIncludes.includes(each))) return wrongInclude(viewIncludes);
  return withTicket(world, request, (ticket) => {
    const extras = ticketExtras(world, ticket, [...include, "tags"]);
    if (include.includes("conversations"))
      extras.conversations = world
        .conversations(ticket.id)
        .slice(0, embeddedConversations)
        .map((entry) => conversationRecord(ticket.id, entry));
    for (const each of ["problem", "change"]) if (include.includes(each)) extras[each] = {};
    for (const each of ["assets", "related_tickets"]) if (include.includes(each)) extras[each] = [];
    return { status: 200, body: { ticket: { ...ticketRecord(ticket), attachments: [], ...extras } } };
  });
}

function wrongInclude(allowed: readonly string[]): SimResponse {
  const message = `It should be one of these values: '${allowed.join(", ")}'`;
  return invalid({ field: "include", message, code: "invalid_value" });
}

/** The primary workspace unless another one is asked for; null for one that is not there. */
function workspaceOf({ directory }: World, query: URLSearchParams): number | null {
  const wanted = query.get("workspace_id");
  const found = directory.workspaces.find((each) =>
    wanted === null ? each.is_primary : String(each.id) === wanted,
  );
  return found?.id ?? null;
}
