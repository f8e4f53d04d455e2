import { type LoadedCompany, loadCompany } from "@/lib/companies/load-company";
import { sql } from "@/lib/platform/database/sql";
import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { type KnownTicket, listKnownTickets } from "./known-tickets";
import {
  companiesId,
  companyNode,
  type Place,
  placeOf,
  rootId,
  ticketNode,
  ticketOfFile,
  ticketsNode,
} from "./node-id";
import type { TreeNode } from "./schema";

export type FoundNode = {
  place: Place;
  company: LoadedCompany | null;
  ticket: KnownTicket | null;
  /** From the root to the node itself. */
  path: TreeNode[];
};

/** The node of an id with all above it, or 404. */
export async function findNode(ctx: Context, id: string): Promise<FoundNode> {
  const place = placeOf(id);
  if (!place) throw notFound("node");
  const path = [folder(rootId, "Knowledge")];
  if (place.kind === "root") return { place, company: null, ticket: null, path };
  path.push(folder(companiesId, "Companies"));
  if (place.kind === "companies") return { place, company: null, ticket: null, path };
  const company = await loadCompany(ctx, place.company);
  path.push(companyFolder(company));
  if (place.kind === "company") return { place, company, ticket: null, path };
  path.push(ticketsFolder(company));
  if (place.kind === "tickets") return { place, company, ticket: null, path };
  const ticket = await findTicket(ctx, company, place.file);
  path.push(ticketFile(company, ticket));
  return { place, company, ticket, path };
}

export function keyOf(company: Pick<LoadedCompany, "id" | "account_number">): string {
  return company.account_number ?? company.id;
}

export function companyFolder(company: Pick<LoadedCompany, "id" | "account_number" | "name">): TreeNode {
  return folder(companyNode(keyOf(company)), company.name);
}

export function ticketsFolder(company: Pick<LoadedCompany, "id" | "account_number">): TreeNode {
  return { ...folder(ticketsNode(keyOf(company)), "Tickets"), is_attached: true };
}

export function ticketFile(
  company: Pick<LoadedCompany, "id" | "account_number">,
  ticket: KnownTicket,
): TreeNode {
  return {
    id: ticketNode(keyOf(company), ticket.file),
    name: ticket.file,
    is_folder: false,
    is_attached: false,
    ticket_id: ticket.id,
    title: ticket.title,
  };
}

function folder(id: string, name: string): TreeNode {
  return { id, name, is_folder: true, is_attached: false, ticket_id: null, title: null };
}

async function findTicket(ctx: Context, company: LoadedCompany, file: string): Promise<KnownTicket> {
  const named = ticketOfFile(file);
  if (!named) throw notFound("node");
  const source = named.source === null ? [] : [sql`k.source = ${named.source}`];
  const [ticket] = await listKnownTickets(ctx, company.id, {
    state: "any",
    where: [sql`k.ticket_number = ${named.number}`, ...source],
    limit: 1,
  });
  if (!ticket) throw notFound("node");
  return ticket;
}
