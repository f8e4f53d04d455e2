import { z } from "zod";
import { companyKey } from "@/lib/companies/schema";
import { endpoint } from "@/lib/platform/endpoint";
import { uuid } from "@/lib/platform/schema";
import {
  attachedFolders,
  companyDownloadQuery,
  contextAnswer,
  contextQuery,
  documentQuery,
  nodeParams,
  searchAnswer,
  searchQuery,
  selectionInput,
  treeAnswer,
  treeQuery,
} from "./schema";

const tag = "Knowledge";
const common = { tag, permission: "knowledge:read", isForLimitedTokens: true } as const;
const documentedError = ({ title }: { title: string }) => ({ error: title });
const masking =
  "Secrets, card numbers, e-mail addresses and phone numbers are masked (`mask`); only an admin leaves some of that out. Internal notes need the permission notes:export. Sensitive tickets are never part of it.";

export const knowledgeApi = {
  tree: endpoint({
    ...common,
    method: "GET",
    path: "/knowledge/tree",
    summary: "One folder of the tree Companies → company → Users and Tickets, with what is in it",
    description: "Users, each with a Contact.md, need the permission people:read.",
    query: treeQuery,
    response: treeAnswer,
  }),
  attached: endpoint({
    ...common,
    method: "GET",
    path: "/knowledge/attached/{node}",
    summary: "The attached folders that a node's context draws from",
    params: nodeParams,
    response: attachedFolders,
    documentedError,
  }),
  getContext: endpoint({
    ...common,
    method: "GET",
    path: "/knowledge/context/{node}",
    summary: "A node's tickets as one markdown text, newest first, up to a length; a person's contact too",
    description: `${masking} The answer names what is in the text and what did not fit.`,
    params: nodeParams,
    query: contextQuery,
    response: contextAnswer,
    documentedError,
  }),
  composeContext: endpoint({
    ...common,
    method: "POST",
    path: "/knowledge/context/{node}",
    summary: "The same, with its parameters in the body",
    params: nodeParams,
    body: contextQuery,
    response: contextAnswer,
    example: { body: { excluded_ids: [], max_chars: 50_000, state: "any" } },
    documentedError,
  }),
  search: endpoint({
    ...common,
    method: "GET",
    path: "/knowledge/search",
    summary: "Search tickets by how well they fit, with the passage found",
    query: searchQuery,
    response: searchAnswer,
  }),
  ticket: endpoint({
    ...common,
    method: "GET",
    path: "/knowledge/tickets/{id}",
    summary: "Download one ticket as markdown",
    description: masking,
    params: z.object({ id: uuid }),
    query: documentQuery,
    rawResponse: "text/markdown",
  }),
  contact: endpoint({
    ...common,
    method: "GET",
    path: "/knowledge/requesters/{id}",
    summary: "Download the contact of a company's requester as markdown",
    description:
      "Needs the permission people:read too. E-mail address and phone number are masked (`mask`) unless an admin leaves that out.",
    params: z.object({ id: uuid }),
    query: documentQuery.pick({ mask: true }),
    rawResponse: "text/markdown",
  }),
  company: endpoint({
    ...common,
    method: "GET",
    path: "/knowledge/companies/{id}",
    limit: "bulk",
    summary: "Download a company's contacts and tickets as an archive of markdown files",
    description: masking,
    params: companyKey,
    query: companyDownloadQuery,
    rawResponse: "application/zip",
  }),
  selection: endpoint({
    ...common,
    method: "POST",
    path: "/knowledge/selection",
    limit: "bulk",
    summary: "Download chosen tickets as one markdown text or an archive",
    description: masking,
    body: selectionInput,
    rawResponse: "application/octet-stream",
    example: { body: { format: "md", filters: { status: ["CLOSED"] } } },
  }),
};
