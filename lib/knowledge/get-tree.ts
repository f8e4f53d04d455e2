import type { z } from "zod";
import { listCompanies } from "@/lib/companies/list-companies";
import type { LoadedCompany } from "@/lib/companies/load-company";
import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import {
  companyFolder,
  contactFile,
  type FoundNode,
  findNode,
  ticketFile,
  ticketsFolder,
  userFolder,
  usersFolder,
} from "./find-node";
import { listKnownTickets } from "./known-tickets";
import { listContacts, seesContacts } from "./list-contacts";
import { companiesId } from "./node-id";
import type { TreeNode, TreeQuery, treeAnswer } from "./schema";

type Page = { children: TreeNode[]; next_cursor: string | null; total: number | null };

/** One folder of the tree with what is in it, page by page: companies by name, people too, tickets newest first. */
export async function getTree(ctx: Context, query: TreeQuery): Promise<z.input<typeof treeAnswer>> {
  const found = await findNode(ctx, query.node);
  const { children, next_cursor, total } = await childrenOf(ctx, found, query);
  const node = found.path.at(-1);
  if (!node) throw new Error("A path begins at the root.");
  return {
    data: { node, path: found.path, children },
    pagination: { limit: query.limit, total, next_cursor },
  };
}

async function childrenOf(ctx: Context, found: FoundNode, query: TreeQuery): Promise<Page> {
  const { place, company, contact } = found;
  if (place.kind === "root") return whole(await onlyCompanies(ctx));
  if (place.kind === "companies") return companiesPage(ctx, query);
  if (place.kind === "company" && company)
    return whole([...(seesContacts(ctx.actor) ? [usersFolder(company)] : []), ticketsFolder(company)]);
  if (place.kind === "users" && company) return usersPage(ctx, company, query);
  if (place.kind === "user" && company && contact) return whole([contactFile(company, contact)]);
  if (place.kind !== "tickets" || !company) return whole([]);
  const cursor = query.cursor ? decodeCursor(query.cursor, "knowledge") : null;
  const tickets = await listKnownTickets(ctx, company.id, {
    state: "any",
    where: cursor
      ? [sql`(k.updated_at, k.id) < (${String(cursor.value)}::timestamptz, ${cursor.id}::uuid)`]
      : [],
    limit: query.limit + 1,
  });
  const shown = tickets.slice(0, query.limit);
  const last = tickets.length > query.limit ? shown.at(-1) : undefined;
  return {
    children: shown.map((ticket) => ticketFile(company, ticket)),
    next_cursor: last
      ? encodeCursor({ order: "knowledge", value: last.updated_at.toISOString(), id: last.id })
      : null,
    total: null,
  };
}

async function companiesPage(ctx: Context, { limit, cursor }: TreeQuery): Promise<Page> {
  const { data, pagination } = await listCompanies(ctx, { limit, cursor });
  return {
    children: data.map(companyFolder),
    next_cursor: pagination.next_cursor,
    total: pagination.total,
  };
}

async function usersPage(ctx: Context, company: LoadedCompany, query: TreeQuery): Promise<Page> {
  const cursor = query.cursor ? decodeCursor(query.cursor, "contacts") : null;
  const contacts = await listContacts(ctx, company.id, {
    limit: query.limit + 1,
    ...(cursor && { after: { sort_name: String(cursor.value), id: cursor.id } }),
  });
  const shown = contacts.slice(0, query.limit);
  const last = contacts.length > query.limit ? shown.at(-1) : undefined;
  return {
    children: shown.map((contact) => userFolder(company, contact)),
    next_cursor: last ? encodeCursor({ order: "contacts", value: last.sort_name, id: last.id }) : null,
    total: null,
  };
}

async function onlyCompanies(ctx: Context): Promise<TreeNode[]> {
  const { path } = await findNode(ctx, companiesId);
  return path.slice(-1);
}

function whole(children: TreeNode[]): Page {
  return { children, next_cursor: null, total: children.length };
}
