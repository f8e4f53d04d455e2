import { type LoadedCompany, loadCompany } from "@/lib/companies/load-company";
import { sql } from "@/lib/platform/database/sql";
import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { type KnownTicket, listKnownTickets } from "./known-tickets";
import { type Contact, listContacts, seesContacts } from "./list-contacts";
import {
  companiesId,
  companyNode,
  contactFileName,
  contactNode,
  type Place,
  placeOf,
  rootId,
  ticketNode,
  ticketOfFile,
  ticketsNode,
  userNode,
  usersNode,
} from "./node-id";
import type { TreeNode } from "./schema";

export type FoundNode = {
  place: Place;
  company: LoadedCompany | null;
  ticket: KnownTicket | null;
  /** Whose folder or contact it is. */
  contact: Contact | null;
  /** From the root to the node itself. */
  path: TreeNode[];
};

/** The node of an id with all above it, or 404. */
export async function findNode(ctx: Context, id: string): Promise<FoundNode> {
  const place = placeOf(id);
  if (!place) throw notFound("node");
  const path = [folder(rootId, "Knowledge")];
  const nothing = { company: null, ticket: null, contact: null };
  if (place.kind === "root") return { place, ...nothing, path };
  path.push(folder(companiesId, "Companies"));
  if (place.kind === "companies") return { place, ...nothing, path };
  const company = await loadCompany(ctx, place.company);
  path.push(companyFolder(company));
  if (place.kind === "company") return { ...nothing, place, company, path };
  if (place.kind === "users" || place.kind === "user" || place.kind === "contact")
    return findUser(ctx, company, place, path);
  path.push(ticketsFolder(company));
  if (place.kind === "tickets") return { ...nothing, place, company, path };
  const ticket = await findTicket(ctx, company, place.file);
  path.push(ticketFile(company, ticket));
  return { ...nothing, place, company, ticket, path };
}

async function findUser(
  ctx: Context,
  company: LoadedCompany,
  place: Place & { kind: "users" | "user" | "contact" },
  path: TreeNode[],
): Promise<FoundNode> {
  if (!seesContacts(ctx.actor)) throw notFound("node");
  path.push(usersFolder(company));
  if (place.kind === "users") return { place, company, ticket: null, contact: null, path };
  const [contact] = await listContacts(ctx, company.id, { id: place.user });
  if (!contact) throw notFound("node");
  path.push(userFolder(company, contact));
  if (place.kind === "contact") path.push(contactFile(company, contact));
  return { place, company, ticket: null, contact, path };
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

export function usersFolder(company: Pick<LoadedCompany, "id" | "account_number">): TreeNode {
  return folder(usersNode(keyOf(company)), "Users");
}

export function userFolder(
  company: Pick<LoadedCompany, "id" | "account_number">,
  contact: Pick<Contact, "id" | "name">,
): TreeNode {
  return folder(userNode(keyOf(company), contact.id), contact.name);
}

export function contactFile(
  company: Pick<LoadedCompany, "id" | "account_number">,
  contact: Pick<Contact, "id" | "name">,
): TreeNode {
  return {
    ...folder(contactNode(keyOf(company), contact.id), contactFileName),
    is_folder: false,
    title: `Contact Information for ${contact.name}`,
  };
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
