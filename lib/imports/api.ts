import { z } from "zod";
import { endpoint } from "@/lib/platform/endpoint";
import { one, uuid } from "@/lib/platform/schema";
import {
  importAnswer,
  importListAnswer,
  listImportsQuery,
  rejectsQuery,
  savedMapping,
  saveMappingInput,
  updateImportInput,
  uploadQuery,
} from "./schema";

const tag = "Imports";
const permission = "tickets:import";
const byId = z.object({ id: uuid });

export const importsApi = {
  list: endpoint({
    method: "GET",
    path: "/imports",
    tag,
    permission,
    summary: "List imports, newest first",
    query: listImportsQuery,
    response: importListAnswer,
  }),
  upload: endpoint({
    method: "POST",
    path: "/imports",
    tag,
    permission,
    limit: "bulk",
    summary: "Upload a CSV or JSON file of tickets",
    description:
      "The body is the file itself, also packed with gzip. Answers a draft with the columns found, a proposed mapping and a preview; nothing is imported before it is started.",
    query: uploadQuery,
    rawBody: "application/octet-stream",
    response: importAnswer,
    status: 201,
  }),
  get: endpoint({
    method: "GET",
    path: "/imports/{id}",
    tag,
    permission,
    summary: "Get an import: its mapping, its progress and, while a draft, its first rows",
    params: byId,
    response: importAnswer,
  }),
  update: endpoint({
    method: "PATCH",
    path: "/imports/{id}",
    tag,
    permission,
    summary: "Change how the file is read, and see the first rows read that way",
    params: byId,
    body: updateImportInput,
    response: importAnswer,
  }),
  start: endpoint({
    method: "POST",
    path: "/imports/{id}/start",
    tag,
    permission,
    summary: "Start an import, or continue one that failed",
    params: byId,
    response: importAnswer,
    status: 202,
  }),
  cancel: endpoint({
    method: "POST",
    path: "/imports/{id}/cancel",
    tag,
    permission,
    summary: "Stop an import for good; what it has stored stays",
    params: byId,
    response: importAnswer,
  }),
  rejects: endpoint({
    method: "GET",
    path: "/imports/{id}/rejects",
    tag,
    permission,
    summary: "Download the refused rows with their reasons, to correct and import again",
    params: byId,
    query: rejectsQuery,
    rawResponse: "text/csv",
  }),
  listMappings: endpoint({
    method: "GET",
    path: "/import-mappings",
    tag,
    permission,
    summary: "List saved mappings",
    response: z.object({ data: z.array(savedMapping) }),
  }),
  saveMapping: endpoint({
    method: "POST",
    path: "/import-mappings",
    tag,
    permission,
    summary: "Save a mapping for later files; the same name replaces it",
    body: saveMappingInput,
    response: one(savedMapping),
    status: 201,
  }),
  deleteMapping: endpoint({
    method: "DELETE",
    path: "/import-mappings/{id}",
    tag,
    permission,
    summary: "Delete a saved mapping",
    params: byId,
  }),
};
