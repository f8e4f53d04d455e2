import type { DeskParts, Route, SimRequest, SimResponse } from "../server/desk";
import type { SimTicket } from "../world/types";
import type { World } from "../world/world";
import { badRequest } from "./paging";
import { groupRecord, metricRecord, organizationRecord, ticketRecord, userRecord } from "./records";

const largestPage = 1_000;
const withheldMs = 60_000;

/** Where an export stands: after the ticket that it sent last, by the instant of its last change and its id. */
type Place = { at: number; id: number; isRepeated: boolean };

/** Tickets in the order of their last change, deleted ones too; what happened within the last minute is kept back. */
export function incrementalRoutes({ world }: DeskParts): Route[] {
  return [
    {
      name: "incremental_cursor",
      method: "GET",
      pattern: /^\/api\/v2\/incremental\/tickets\/cursor(?:\.json)?$/,
      right: "export",
      kind: "incremental",
      handle: (request) => byCursor(world, request),
    },
    {
      name: "incremental_time",
      method: "GET",
      pattern: /^\/api\/v2\/incremental\/tickets(?:\.json)?$/,
      right: "export",
      kind: "incremental",
      handle: (request) => byTime(world, request),
    },
  ];
}

function byCursor(world: World, request: SimRequest): SimResponse {
  const { query } = request;
  const size = readSize(query);
  if (size === null) return badRequest("InvalidParameter", `per_page is at most ${largestPage}`);
  const cursor = query.get("cursor");
  const start = startOf(world, query);
  const place = cursor === null ? null : readCursor(cursor);
  if (cursor !== null && !place) return badRequest("InvalidCursor", "cursor is not valid", 422);
  if (cursor === null && typeof start !== "number") return start;
  const from = place ?? { at: Number(start), id: 0, isRepeated: false };
  const { tickets, hasMore } = pageFrom(world, from, size);
  const last = tickets.at(-1);
  // A page that another one follows is sent with its last row again, as the real export does now and then.
  const after = last
    ? { at: last.updated_at, id: last.id, isRepeated: hasMore }
    : { ...from, isRepeated: false };
  const afterCursor = Buffer.from(JSON.stringify(after)).toString("base64url");
  return {
    status: 200,
    body: {
      tickets: tickets.map((ticket) => ticketRecord(world, ticket, request.origin)),
      ...sideloads(world, tickets, query),
      after_url: `${request.origin}${request.path}?cursor=${afterCursor}&per_page=${size}`,
      after_cursor: afterCursor,
      before_url: null,
      before_cursor: null,
      end_of_stream: !hasMore,
    },
    rowsIn: "tickets",
  };
}

/** The older export: goes on from the last second, so that rows of the same second come twice. */
function byTime(world: World, request: SimRequest): SimResponse {
  const size = readSize(request.query);
  if (size === null) return badRequest("InvalidParameter", `per_page is at most ${largestPage}`);
  const start = startOf(world, request.query);
  if (typeof start !== "number") return start;
  const { tickets, hasMore } = pageFrom(world, { at: start, id: 0, isRepeated: false }, size);
  const endTime = Math.floor((tickets.at(-1)?.updated_at ?? start) / 1_000);
  return {
    status: 200,
    body: {
      tickets: tickets.map((ticket) => ticketRecord(world, ticket, request.origin)),
      count: tickets.length,
      end_of_stream: !hasMore,
      next_page: `${request.origin}${request.path}?per_page=${size}&start_time=${endTime}`,
      end_time: endTime,
    },
    rowsIn: "tickets",
  };
}

function pageFrom(world: World, from: Place, size: number): { tickets: SimTicket[]; hasMore: boolean } {
  const tickets: SimTicket[] = [];
  const until = world.now() - withheldMs;
  for (const id of world.index.changedSince(from.at)) {
    const at = world.index.updatedAt(id);
    if (at > until) break;
    if (at === from.at && (from.isRepeated ? id < from.id : id <= from.id)) continue;
    const ticket = world.ticket(id);
    if (!ticket) continue;
    if (tickets.length === size) return { tickets, hasMore: true };
    tickets.push(ticket);
  }
  return { tickets, hasMore: false };
}

function sideloads(world: World, tickets: SimTicket[], query: URLSearchParams): Record<string, unknown> {
  const wanted = (query.get("include") ?? "").split(",");
  const { requesters, agents, groups, companies } = world.directory;
  const mentioned = new Set(
    tickets.flatMap((ticket) => [
      ticket.requester_id,
      ticket.responder_id,
      ticket.group_id,
      ticket.company_id,
    ]),
  );
  const those = <Row extends { id: number }>(rows: readonly Row[]) =>
    rows.filter(({ id }) => mentioned.has(id));
  return {
    ...(wanted.includes("users") && { users: [...those(requesters), ...those(agents)].map(userRecord) }),
    ...(wanted.includes("groups") && { groups: those(groups).map(groupRecord) }),
    ...(wanted.includes("organizations") && { organizations: those(companies).map(organizationRecord) }),
    ...(wanted.includes("metric_sets") && { metric_sets: tickets.map(metricRecord) }),
  };
}

function startOf(world: World, query: URLSearchParams): number | SimResponse {
  const text = query.get("start_time");
  const start = Number(text) * 1_000;
  if (text === null || !Number.isInteger(start) || start < 0)
    return badRequest("InvalidParameter", "start_time is a number of seconds since 1970");
  if (start > world.now() - withheldMs)
    return badRequest(
      "StartTimeTooRecent",
      "Too recent start_time. Use a start_time older than 60 seconds",
      422,
    );
  return start;
}

function readCursor(text: string): Place | null {
  try {
    const place = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    return typeof place?.at === "number" && typeof place?.id === "number" ? place : null;
  } catch {
    return null;
  }
}

function readSize(query: URLSearchParams): number | null {
  const size = Number(query.get("per_page") ?? largestPage);
  return Number.isInteger(size) && size >= 1 && size <= largestPage ? size : null;
}
