import { z } from "zod";
import { endpoint } from "@/lib/platform/endpoint";
import { uuid } from "@/lib/platform/schema";
import { linkQuery } from "@/lib/platform/storage/file-links";
import {
  type ExportJob,
  exportAnswer,
  exportLink,
  exportListAnswer,
  listExportsQuery,
  requestExportInput,
} from "./schema";

const tag = "Exports";
const permission = "tickets:export";
const byId = z.object({ id: uuid });

export const exportsApi = {
  request: endpoint({
    method: "POST",
    path: "/exports",
    tag,
    permission,
    limit: "bulk",
    summary: "Export tickets as CSV, JSON or XLSX",
    description:
      "Takes the list's filters, sort and columns. Every row shows one and the same instant; what you may not see is not in it, and below admin personal data is masked.",
    body: requestExportInput,
    response: exportAnswer,
    status: 202,
    example: {
      body: {
        format: "csv",
        filters: { status: ["OPEN", "IN_PROGRESS"], priority: ["CRITICAL"] },
        columns: ["number", "title", "status", "created_at"],
      },
    },
    documented: (answer: { data: ExportJob }) => ({
      jobId: answer.data.id,
      status: answer.data.status,
      message: "The export has been taken on. GET /api/v1/exports/{id} tells how far it is.",
    }),
  }),
  list: endpoint({
    method: "GET",
    path: "/exports",
    tag,
    permission,
    summary: "List your own exports, newest first",
    query: listExportsQuery,
    response: exportListAnswer,
  }),
  get: endpoint({
    method: "GET",
    path: "/exports/{id}",
    tag,
    permission,
    summary: "Get the progress of an export",
    params: byId,
    response: exportAnswer,
  }),
  cancel: endpoint({
    method: "POST",
    path: "/exports/{id}/cancel",
    tag,
    permission,
    summary: "Stop an export that waits or runs",
    params: byId,
    response: exportAnswer,
  }),
  link: endpoint({
    method: "POST",
    path: "/exports/{id}/link",
    tag,
    permission,
    summary: "Make a link to the file, for yourself and five minutes",
    params: byId,
    response: exportLink,
    hasSecret: true,
  }),
  file: endpoint({
    method: "GET",
    path: "/exports/{id}/file",
    tag,
    permission,
    summary: "Download the file by its link",
    description:
      "Files are deleted 24 hours after they were made. Every download is recorded in the audit log.",
    params: byId,
    query: linkQuery,
    rawResponse: "application/octet-stream",
  }),
};
