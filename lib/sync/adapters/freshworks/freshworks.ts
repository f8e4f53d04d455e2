import { type Adapter, type Page, type RemoteTicket, type TicketQuery, VendorError } from "../adapter";
import { tryAccess } from "../check-access";
import { fieldsOf } from "../read-fields";
import { rowOf, understandOne } from "../read-page";
import type { Call, VendorClient } from "../vendor-client";
import { readChangedPage } from "./changed-pages";
import type { Dialect } from "./dialect";
import { toGroup } from "./map-people";
import { toConversation, toTimeEntry } from "./map-ticket";
import type { OffsetList } from "./offset-pages";
import { readFilteredOut } from "./read-deletions";
import { readVocabulary } from "./read-vocabulary";
import { readShiftingPage } from "./shifting-pages";
import { writesOf } from "./writes";

/** Freshservice and Freshdesk, as their dialect says. */
export function freshworks(dialect: Dialect, client: VendorClient, webUrl: string): Adapter {
  const { lists } = dialect;
  const including = includer(dialect.includes);
  const readOne = (id: string) =>
    including(dialect.includes.one, (include) => readTicket(dialect, client, id, include));
  const readPage = dialect.isInOrderOfChange ? readChangedPage : readShiftingPage;
  return {
    vendor: dialect.vendor,
    counters: client.counters,
    resources: dialect.resources,
    checkAccess: () => checkAccess(dialect, client),
    readVocabulary: () => readVocabulary(dialect, client),
    readCompanies: (cursor) => readShiftingPage(client, lists.companies, cursor, dialect.toCompany),
    readPeople: (cursor) => readShiftingPage(client, lists.people, cursor, dialect.toPerson),
    readAgents: (cursor) => readShiftingPage(client, lists.agents, cursor, dialect.toAgent),
    readGroups: (cursor) => readShiftingPage(client, lists.groups, cursor, toGroup),
    listsDeleted: false,
    readTickets: (query, cursor) =>
      including<Page<RemoteTicket>>(dialect.includes.list, (include) => {
        const list = { ...dialect.tickets(query, include.join()), cost: 1 + 2 * include.length };
        return readPage(client, list, cursor, dialect.toTicket);
      }),
    readDeletions: (query, cursor) => readFilteredOut(client, dialect.tickets(query, ""), cursor),
    readTicket: (id) =>
      including(dialect.includes.one, (include) => readTicket(dialect, client, id, include)),
    readConversations: (id, cursor) =>
      readShiftingPage(client, partOf(id, "conversations"), cursor, toConversation),
    readTimeEntries: (id, cursor) =>
      readShiftingPage(client, partOf(id, "time_entries"), cursor, toTimeEntry),
    countTickets: async (query) => (query.updated_since ? null : countCreated(dialect, client, query)),
    estimateTickets: (query) => countCreated(dialect, client, query),
    ticketUrl: (id) => `${webUrl}/a/tickets/${encodeURIComponent(id)}`,
    ...writesOf(dialect, client, readOne),
  };
}

type Read<Result> = (include: string[]) => Promise<Result>;

/** An account that refuses the doubtful include is asked without it from then on. */
function includer({ doubtful }: Dialect["includes"]) {
  let isRefused = false;
  return async <Result>(includes: string[], read: Read<Result>): Promise<Result> => {
    const fewer = includes.filter((include) => include !== doubtful);
    if (isRefused) return read(fewer);
    try {
      return await read(includes);
    } catch (error) {
      if (fewer.length === includes.length || !namesInclude(error)) throw error;
      isRefused = true;
      return read(fewer);
    }
  };
}

function namesInclude(error: unknown): boolean {
  return (
    error instanceof VendorError && error.kind === "invalid_request" && /\binclude\b/.test(error.message)
  );
}

function partOf(id: string, part: "conversations" | "time_entries"): OffsetList {
  const right = part === "conversations" ? "conversations" : "time entries";
  return {
    path: `/api/v2/tickets/${encodeURIComponent(id)}/${part}`,
    names: [part],
    subject: `${right} of ticket ${id}`,
    right,
    kind: "other",
  };
}

async function readTicket(dialect: Dialect, client: VendorClient, id: string, include: string[]) {
  const subject = `ticket ${id}`;
  const call: Call = {
    path: `/api/v2/tickets/${encodeURIComponent(id)}`,
    query: { include: include.join() },
    subject,
    right: "tickets",
    kind: "ticket",
    cost: 1 + include.length,
  };
  try {
    const { json } = await client.get(call);
    return understandOne(rowOf(json, subject, "ticket"), dialect.toTicket, subject);
  } catch (error) {
    if (error instanceof VendorError && error.kind === "not_found") return null;
    throw error;
  }
}

/** The search counts, but knows no instant of the last change. */
async function countCreated(
  { countCall }: Dialect,
  client: VendorClient,
  query: TicketQuery,
): Promise<number | null> {
  const { json } = await client.get(countCall(query));
  const total = fieldsOf(json)?.total;
  return typeof total === "number" ? total : null;
}

function checkAccess(dialect: Dialect, client: VendorClient) {
  const { lists, fieldsCall } = dialect;
  const least = ({ names: _names, query, ...list }: OffsetList): Call => {
    const { include: _dear, ...others } = query ?? {};
    return { ...list, query: { ...others, per_page: 1 } };
  };
  const tickets = dialect.tickets({ updated_since: null, workspace_external_id: null }, "");
  return tryAccess(
    client,
    [
      { resource: "tickets", call: least(tickets) },
      { resource: "companies", call: least(lists.companies) },
      { resource: "people", call: least(lists.people) },
      { resource: "agents", call: least(lists.agents) },
      { resource: "groups", call: least(lists.groups) },
      { resource: "fields", call: fieldsCall },
    ],
    (id) => [
      { resource: "conversations", call: least(partOf(id, "conversations")) },
      { resource: "time_entries", call: least(partOf(id, "time_entries")) },
    ],
    ["conversations", "time_entries"],
  );
}
