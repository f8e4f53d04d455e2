import { parseFilter } from "../freshworks/filter-query";
import { includesOf, inWindow, matching, matchingByChange, withTicket } from "../freshworks/listing";
import { invalid, pageOf, take } from "../freshworks/paging";
import type { DeskParts, Route, SimRequest, SimResponse } from "../server/desk";
import type { SimTicket } from "../world/types";
import type { World } from "../world/world";
import { conversationRecord, statusCode, ticketRecord, timeEntryRecord } from "./records";

const listIncludes = ["stats", "requester", "description", "company"];
const viewIncludes = ["conversations", "requester", "company", "stats"];
const embeddedConversations = 10;
const lastPage = 300;
const searchPages = 10;

export function ticketReads({ world }: DeskParts): Route[] {
  const reads = (name: string, path: string, right: Route["right"]) =>
    ({ name, method: "GET", pattern: new RegExp(`^/api/v2/${path}$`), right }) as const;
  return [
    {
      ...reads("list_tickets", "tickets", "tickets"),
      kind: "list_tickets",
      credits: ({ query }) => 1 + 2 * includesOf(query).length,
      handle: (request) => listTickets(world, request),
    },
    {
      ...reads("search_tickets", "search/tickets", "tickets"),
      handle: (request) => searchTickets(world, request),
    },
    {
      ...reads("view_ticket", "tickets/(\\d+)", "tickets"),
      credits: ({ query }) => 1 + includesOf(query).length,
      handle: (request) => viewTicket(world, request),
    },
    {
      ...reads("conversations", "tickets/(\\d+)/conversations", "conversations"),
      handle: (request) =>
        withTicket(world, request, ({ id }) =>
          pageOf(request, world.conversations(id), "", (entry) => conversationRecord(id, entry)),
        ),
    },
    {
      ...reads("time_entries", "tickets/(\\d+)/time_entries", "time_entries"),
      handle: (request) =>
        withTicket(world, request, (ticket) =>
          pageOf(request, world.timeEntries(ticket.id), "", (entry) => timeEntryRecord(ticket, entry)),
        ),
    },
  ];
}

function listTickets(world: World, request: SimRequest): SimResponse {
  const { query } = request;
  const include = includesOf(query);
  if (include.some((each) => !listIncludes.includes(each))) return wrongInclude(listIncludes);
  if (Number(query.get("page") ?? 1) > lastPage)
    return invalid({
      field: "page",
      message: `It should not be greater than ${lastPage}`,
      code: "invalid_value",
    });
  const sinceText = query.get("updated_since");
  const since = sinceText === null ? null : Date.parse(sinceText);
  if (since !== null && Number.isNaN(since))
    return invalid({ field: "updated_since", message: "It should be a valid date", code: "invalid_date" });
  const filter = query.get("filter");
  const wanted = filter === "deleted" || filter === "spam" ? filter : "listed";
  const isInWindow = inWindow(world, since);
  const matches = (id: number) => world.index.placeOf(id) === wanted && isInWindow(id);
  const ascending = query.get("order_type") === "asc";
  const ids =
    query.get("order_by") === "updated_at"
      ? matchingByChange(world, ascending, matches)
      : matching(world.index.last, ascending, matches);
  return pageOf(request, ids, "", (id) => {
    const ticket = world.ticket(id);
    return ticket && ticketRecord(world, ticket, include);
  });
}

function* tickets(world: World, ids: Iterable<number>): Generator<SimTicket> {
  for (const id of ids) {
    const ticket = world.ticket(id);
    if (ticket) yield ticket;
  }
}

/** Thirty rows on each of ten pages, whatever was asked, and the total. */
function searchTickets(world: World, { query }: SimRequest): SimResponse {
  const page = Number(query.get("page") ?? 1);
  if (!Number.isInteger(page) || page < 1 || page > searchPages)
    return invalid({
      field: "page",
      message: `It should be from 1 to ${searchPages}`,
      code: "invalid_value",
    });
  try {
    const filter = parseFilter(query.get("query"));
    const { index } = world;
    const matches = (id: number) =>
      index.placeOf(id) === "listed" &&
      filter((field) => {
        if (field === "status") return statusCode(index.statusOf(id));
        if (field === "created_at") return index.createdAt(id);
        return fieldOf(world.ticket(id), field);
      });
    const ids = [...matching(index.last, false, matches)];
    const { slice } = take(ids, (page - 1) * 30, 30);
    const results = [...tickets(world, slice)].map((ticket) => ticketRecord(world, ticket, ["description"]));
    return { status: 200, body: { total: ids.length, results }, rowsIn: "results" };
  } catch (error) {
    return invalid({
      field: "query",
      message: error instanceof Error ? error.message : "",
      code: "invalid_value",
    });
  }
}

function fieldOf(ticket: SimTicket | null, field: string): string | number | null {
  if (!ticket) return null;
  const values: Record<string, string | number | null> = {
    priority: ticket.priority,
    agent_id: ticket.responder_id,
    group_id: ticket.group_id,
    type: ticket.type,
    tag: ticket.tags[0] ?? null,
    due_by: ticket.due_at,
    fr_due_by: ticket.first_response_due_at,
  };
  return values[field] ?? null;
}

function viewTicket(world: World, request: SimRequest): SimResponse {
  const include = includesOf(request.query);
  if (include.some((each) => !viewIncludes.includes(each))) return wrongInclude(viewIncludes);
  return withTicket(world, request, (ticket) => ({
    status: 200,
    body: {
      ...ticketRecord(world, ticket, [...include, "description"]),
      attachments: [],
      ...(include.includes("conversations") && {
        conversations: world
          .conversations(ticket.id)
          .slice(0, embeddedConversations)
          .map((entry) => conversationRecord(ticket.id, entry)),
      }),
    },
  }));
}

function wrongInclude(allowed: readonly string[]): SimResponse {
  const message = `It should be one of these values: '${allowed.join(",")}'`;
  return invalid({ field: "include", message, code: "invalid_value" });
}
