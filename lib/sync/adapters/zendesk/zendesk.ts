import {
  type Adapter,
  type Cursor,
  type RemoteConversation,
  type RemoteTicket,
  VendorError,
} from "../adapter";
import { tryAccess } from "../check-access";
import { codeOf, fieldsOf } from "../read-fields";
import { pageOf, rowOf, toId, understandOne } from "../read-page";
import type { Call, VendorClient } from "../vendor-client";
import { type CursorList, fetchCursorPage, readCursorPage } from "./cursor-pages";
import { readExport } from "./incremental-export";
import { besideOf, toAgent, toComment, toCompany, toGroup, toPerson, toTicket } from "./map-zendesk";
import { fieldsCall, readVocabulary } from "./read-vocabulary";
import { writesOf } from "./writes";

const isAlwaysThere = true;
const lists = {
  companies: {
    path: "/api/v2/organizations.json",
    name: "organizations",
    subject: "organizations",
    isAlwaysThere,
  },
  people: {
    path: "/api/v2/users.json",
    query: { "role[]": ["end-user"] },
    name: "users",
    subject: "end users",
    isAlwaysThere,
  },
  agents: {
    path: "/api/v2/users.json",
    query: { "role[]": ["agent", "admin"] },
    name: "users",
    subject: "agents",
    isAlwaysThere,
  },
  groups: { path: "/api/v2/groups.json", name: "groups", subject: "groups", isAlwaysThere },
  memberships: {
    path: "/api/v2/group_memberships.json",
    name: "group_memberships",
    subject: "members of groups",
    isAlwaysThere,
  },
  deleted: {
    path: "/api/v2/deleted_tickets.json",
    name: "deleted_tickets",
    subject: "deleted tickets",
    isAlwaysThere,
  },
} satisfies Record<string, CursorList>;

/** Zendesk, by its incremental export. It knows no time entries. */
export function zendesk(client: VendorClient, webUrl: string): Adapter {
  let groupsOf: Promise<Map<string, string[]>> | undefined;
  return {
    vendor: "zendesk",
    counters: client.counters,
    resources: ["tickets", "conversations", "companies", "people", "agents", "groups", "fields"],
    checkAccess: () => checkAccess(client),
    readVocabulary: () => readVocabulary(client),
    readCompanies: (cursor) => readCursorPage(client, lists.companies, cursor, toCompany),
    readPeople: (cursor) => readCursorPage(client, lists.people, cursor, toPerson),
    readAgents: async (cursor) => {
      groupsOf ??= readMemberships(client);
      const groups = await groupsOf;
      return readCursorPage(client, lists.agents, cursor, (row) => toAgent(row, groups));
    },
    readGroups: (cursor) => readCursorPage(client, lists.groups, cursor, toGroup),
    listsDeleted: true,
    readTickets: (query, cursor) => readExport(client, query, cursor),
    readDeletions: (_, cursor) => readCursorPage(client, lists.deleted, cursor, toId),
    readTicket: (id) => readTicket(client, id),
    readConversations: (id, cursor) => readComments(client, id, cursor),
    readTimeEntries: async () => {
      throw new VendorError("invalid_request", "Zendesk has no time entries to read.");
    },
    countTickets: async ({ updated_since }) => (updated_since ? null : countTickets(client)),
    estimateTickets: ({ updated_since }) =>
      updated_since ? searchChanged(client, updated_since) : countTickets(client),
    ticketUrl: (id) => `${webUrl}/agent/tickets/${encodeURIComponent(id)}`,
    ...writesOf(client, (id) => readTicket(client, id)),
  };
}

async function readTicket(client: VendorClient, id: string): Promise<RemoteTicket | null> {
  const subject = `ticket ${id}`;
  try {
    const { json } = await client.get({
      path: `/api/v2/tickets/${encodeURIComponent(id)}.json`,
      query: { include: "users,metric_sets" },
      subject,
      right: "tickets",
      kind: "other",
    });
    const beside = besideOf(json);
    return understandOne(rowOf(json, subject, "ticket"), (row) => toTicket(row, beside), subject);
  } catch (error) {
    if (error instanceof VendorError && error.kind === "not_found") return null;
    throw error;
  }
}

function commentsOf(id: string): CursorList {
  return {
    path: `/api/v2/tickets/${encodeURIComponent(id)}/comments.json`,
    query: { include: "users" },
    name: "comments",
    subject: `comments of ticket ${id}`,
    right: "comments",
  };
}

/** Oldest first. The very first is the description. */
async function readComments(client: VendorClient, id: string, cursor: Cursor | null) {
  const { rows, next, json } = await fetchCursorPage(client, commentsOf(id), cursor);
  const beside = besideOf(json);
  const page = pageOf(rows, (row) => toComment(row, beside), next);
  if (cursor !== null) return page;
  const [first] = page.rows.toSorted(byAge);
  return { ...page, rows: page.rows.map((row) => (row === first ? { ...row, is_description: true } : row)) };
}

function byAge(one: RemoteConversation, other: RemoteConversation): number {
  const apart = one.created_at.getTime() - other.created_at.getTime();
  return apart || Number(one.external_id) - Number(other.external_id);
}

async function readMemberships(client: VendorClient): Promise<Map<string, string[]>> {
  const groupsOf = new Map<string, string[]>();
  let cursor: Cursor | null = null;
  do {
    const page: { rows: unknown[]; next: Cursor | null } = await fetchCursorPage(
      client,
      lists.memberships,
      cursor,
    );
    for (const row of page.rows) {
      const [user, group] = [codeOf(fieldsOf(row)?.user_id), codeOf(fieldsOf(row)?.group_id)];
      if (user && group) groupsOf.set(user, [...(groupsOf.get(user) ?? []), group]);
    }
    cursor = page.next;
  } while (cursor !== null);
  return groupsOf;
}

async function countTickets(client: VendorClient): Promise<number | null> {
  const subject = "the number of tickets";
  const { json } = await client.get({ path: "/api/v2/tickets/count.json", subject, kind: "other" });
  const value = fieldsOf(fieldsOf(json)?.count)?.value;
  return typeof value === "number" ? value : null;
}

/** The search knows nothing of deleted tickets, which the export brings along. */
async function searchChanged(client: VendorClient, since: Date): Promise<number | null> {
  const subject = "the number of tickets";
  const query = `type:ticket updated>=${since.toISOString().slice(0, 19)}Z`;
  const { json } = await client.get({
    path: "/api/v2/search/count.json",
    query: { query },
    subject,
    kind: "other",
  });
  const count = fieldsOf(json)?.count;
  return typeof count === "number" ? count : null;
}

function checkAccess(client: VendorClient) {
  const least = ({ name: _name, query, ...list }: CursorList): Call => ({
    ...list,
    kind: "other",
    query: { ...query, "page[size]": 1 },
  });
  const start = Math.floor(Date.now() / 1000) - 86_400;
  return tryAccess(
    client,
    [
      {
        resource: "tickets",
        call: {
          path: "/api/v2/incremental/tickets/cursor.json",
          query: { start_time: start, per_page: 1 },
          subject: "the incremental export of tickets",
          right: "the incremental export of tickets, which is for admins alone",
          kind: "list",
        },
      },
      { resource: "companies", call: least(lists.companies) },
      { resource: "people", call: least(lists.people) },
      { resource: "agents", call: least(lists.agents) },
      { resource: "groups", call: least(lists.groups) },
      { resource: "fields", call: fieldsCall },
    ],
    (id) => [{ resource: "conversations", call: least(commentsOf(id)) }],
    ["conversations"],
  );
}
