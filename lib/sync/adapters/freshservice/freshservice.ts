import { type Adapter, type Choice, type Cursor, type Page, type TicketQuery, VendorError } from "../adapter";
import { type AccessProbe, tryAccess } from "../check-access";
import { choicesOf } from "../form-choices";
import { fetchRows, type OffsetList, readOffsetPage } from "../offset-pages";
import { codeOf, type Fields, fieldsOf, listOf, wordOf } from "../read-fields";
import { pageOf, readCursor, rowOf, toCursor, type Understood, understandOne } from "../read-page";
import { readShiftingPage } from "../shifting-pages";
import type { Call, VendorClient } from "../vendor-client";
import { toAgent, toCompany, toGroup, toPerson } from "./map-people";
import { toConversation, toTicket, toTimeEntry } from "./map-ticket";

const resources = [
  "tickets",
  "conversations",
  "time_entries",
  "companies",
  "people",
  "agents",
  "groups",
  "fields",
] as const;

const lists = {
  companies: { path: "/api/v2/departments", names: ["departments"], subject: "departments", kind: "other" },
  people: { path: "/api/v2/requesters", names: ["requesters"], subject: "requesters", kind: "list" },
  agents: { path: "/api/v2/agents", names: ["agents"], subject: "agents", kind: "list" },
  groups: { path: "/api/v2/groups", names: ["groups"], subject: "agent groups", kind: "other" },
} satisfies Record<string, OffsetList>;

const fieldsCall: Call = { path: "/api/v2/ticket_form_fields", subject: "ticket fields", kind: "other" };

/** Freshservice v2. Its "departments" are the customers' companies, its "requesters" the people. */
export function freshservice(client: VendorClient, webUrl: string): Adapter {
  return {
    vendor: "freshservice",
    counters: client.counters,
    resources,
    checkAccess: () => tryAccess(client, probes(), probesOfTicket, ["conversations", "time_entries"]),
    readVocabulary: () => readVocabulary(client),
    readCompanies: (cursor) => readOffsetPage(client, lists.companies, cursor, toCompany),
    readPeople: (cursor) => readOffsetPage(client, lists.people, cursor, toPerson),
    readAgents: (cursor) => readOffsetPage(client, lists.agents, cursor, toAgent),
    readGroups: (cursor) => readOffsetPage(client, lists.groups, cursor, toGroup),
    readTickets: (query, cursor) => readShiftingPage(client, ticketList(query), cursor, toTicket),
    readDeletions: (query, cursor) => readDeletions(client, query, cursor),
    readTicket: (id) => readTicket(client, id),
    readConversations: (id, cursor) =>
      readOffsetPage(client, ticketPart(id, "conversations"), cursor, toConversation),
    readTimeEntries: (id, cursor) =>
      readOffsetPage(client, ticketPart(id, "time_entries"), cursor, toTimeEntry),
    countTickets: (query) => countTickets(client, query),
    ticketUrl: (id) => `${webUrl}/a/tickets/${encodeURIComponent(id)}`,
    ...writes(client),
  };
}

const listIncludes = "stats,requester";

/** Without `updated_since` the vendor keeps back everything older than 30 days. Oldest first: new ones come at the end. */
function ticketList({ updated_since, workspace_external_id }: TicketQuery): OffsetList {
  return {
    path: "/api/v2/tickets",
    query: {
      updated_since: toSeconds(updated_since ?? new Date("2000-01-01T00:00:00Z")),
      workspace_id: workspace_external_id,
      include: listIncludes,
      order_type: "asc",
    },
    names: ["tickets"],
    subject: "tickets",
    kind: "list",
    // Two more for each include; the headers correct it.
    cost: 5,
  };
}

function ticketPart(id: string, part: "conversations" | "time_entries"): OffsetList {
  return {
    path: `/api/v2/tickets/${encodeURIComponent(id)}/${part}`,
    names: [part],
    subject: `${part === "conversations" ? "conversations" : "time entries"} of ticket ${id}`,
    kind: "other",
  };
}

async function readTicket(client: VendorClient, id: string) {
  const subject = `ticket ${id}`;
  try {
    const { json } = await client.get({
      path: `/api/v2/tickets/${encodeURIComponent(id)}`,
      query: { include: listIncludes },
      subject,
      kind: "ticket",
      cost: 3,
    });
    return understandOne(rowOf(json, subject, "ticket"), toTicket, subject);
  } catch (error) {
    if (error instanceof VendorError && error.kind === "not_found") return null;
    throw error;
  }
}

const deletionFilters = ["deleted", "spam"] as const;

/** The deleted ones to their end, then spam. Neither stands in the ordinary list. */
async function readDeletions(
  client: VendorClient,
  query: TicketQuery,
  cursor: Cursor | null,
): Promise<Page<{ external_id: string }>> {
  const { filter, page } = readCursor(cursor, { filter: 0, page: 1 });
  const { include: _dear, ...asked } = ticketList(query).query ?? {};
  const list = { ...ticketList(query), query: { ...asked, filter: deletionFilters[filter] }, cost: 1 };
  const { rows, hasNext } = await fetchRows(client, list, page);
  const isLastFilter = filter + 1 >= deletionFilters.length;
  const after = isLastFilter ? null : toCursor({ filter: filter + 1, page: 1 });
  return pageOf(rows, toId, hasNext ? toCursor({ filter, page: page + 1 }) : after);
}

function toId(row: Fields): Understood<{ external_id: string }> {
  const id = codeOf(row.id);
  return id ? { external_id: id } : { reason: "It has no id." };
}

/** The filter counts, but knows no updated_at. */
async function countTickets(client: VendorClient, query: TicketQuery): Promise<number | null> {
  if (query.updated_since) return null;
  const { json } = await client.get({
    path: "/api/v2/tickets/filter",
    query: {
      query: `"created_at:>'2000-01-01'"`,
      workspace_id: query.workspace_external_id,
      page: 1,
    },
    subject: "the number of tickets",
    kind: "list",
  });
  const total = fieldsOf(json)?.total;
  return typeof total === "number" ? total : null;
}

async function readVocabulary(client: VendorClient) {
  const fields = await orNothing(async () => {
    const { json } = await client.get(fieldsCall);
    return listOf(json, "ticket_fields", "ticket_form_fields") ?? [];
  });
  const workspaces = await orNothing(async () => {
    const { json } = await client.get({ path: "/api/v2/workspaces", subject: "workspaces", kind: "other" });
    return listOf(json, "workspaces") ?? [];
  });
  return {
    statuses: choicesOf(fields, "status"),
    priorities: choicesOf(fields, "priority"),
    sources: choicesOf(fields, "source"),
    workspaces: workspaces.map((row) => toChoice(fieldsOf(row) ?? {})).filter((choice) => choice !== null),
  };
}

/** What the key may not read, and what a smaller plan does not have, is left out of the vocabulary. */
async function orNothing(read: () => Promise<unknown[]>): Promise<unknown[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof VendorError && (error.kind === "forbidden" || error.kind === "not_found")) return [];
    throw error;
  }
}

function toChoice(row: Fields): Choice | null {
  const [code, name] = [codeOf(row.id), wordOf(row.name)];
  return code && name ? { code, name } : null;
}

function probes(): AccessProbe[] {
  const least = ({ path, subject, kind }: OffsetList): Call => ({
    path,
    subject,
    kind,
    query: { per_page: 1 },
  });
  const tickets = ticketList({ updated_since: null, workspace_external_id: null });
  return [
    {
      resource: "tickets",
      call: { ...least(tickets), query: { ...tickets.query, include: null, per_page: 1 } },
    },
    { resource: "companies", call: least(lists.companies) },
    { resource: "people", call: least(lists.people) },
    { resource: "agents", call: least(lists.agents) },
    { resource: "groups", call: least(lists.groups) },
    { resource: "fields", call: fieldsCall },
  ];
}

function probesOfTicket(id: string): AccessProbe[] {
  return (["conversations", "time_entries"] as const).map((resource) => {
    const { path, subject, kind } = ticketPart(id, resource);
    return { resource, call: { path, subject, kind, query: { per_page: 1 } } };
  });
}

type Writes = Pick<Adapter, "updateTicket" | "addReply" | "addNote" | "setAccountNumber">;

function writes(client: VendorClient): Writes {
  const ticketPath = (id: string) => `/api/v2/tickets/${encodeURIComponent(id)}`;
  const say = async (id: string, part: "reply" | "notes", body: object) => {
    const subject = `a ${part === "reply" ? "reply" : "note"} on ticket ${id}`;
    const call = { path: `${ticketPath(id)}/${part}`, body, subject, kind: "other" } as const;
    const { json } = await client.send({ ...call, method: "POST" });
    return understandOne(rowOf(json, subject, "conversation"), toConversation, subject);
  };
  return {
    updateTicket: async (id, { status, priority, responder_external_id }) => {
      const subject = `ticket ${id}`;
      const body = {
        ...(status !== undefined && { status: toNumber(status) }),
        ...(priority !== undefined && { priority: toNumber(priority) }),
        ...(responder_external_id !== undefined && { responder_id: toNumber(responder_external_id) }),
      };
      const { json } = await client.send({
        path: ticketPath(id),
        method: "PUT",
        body,
        subject,
        kind: "ticket",
      });
      return understandOne(rowOf(json, subject, "ticket"), toTicket, subject);
    },
    addReply: (id, html) => say(id, "reply", { body: html }),
    addNote: (id, html, isPrivate) => say(id, "notes", { body: html, private: isPrivate }),
    setAccountNumber: async (id, field, accountNumber) => {
      const path = `/api/v2/departments/${encodeURIComponent(id)}`;
      const body = { custom_fields: { [field]: toNumber(accountNumber) } };
      await client.send({ path, method: "PUT", body, subject: `department ${id}`, kind: "other" });
    },
  };
}

/** Ids, codes and account numbers are integers there, as long as they are nothing but digits. */
function toNumber(code: string | null): number | string | null {
  return code !== null && /^(0|[1-9]\d{0,14})$/.test(code) ? Number(code) : code;
}

function toSeconds(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
