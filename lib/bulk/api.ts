import { z } from "zod";
import { endpoint } from "@/lib/platform/endpoint";
import { one, uuid } from "@/lib/platform/schema";
import { reasonInput } from "@/lib/tickets/schema";
import {
  type BulkOperation,
  bulkItemsAnswer,
  bulkListAnswer,
  bulkOperation,
  bulkPreview,
  listBulkItemsQuery,
  listBulkQuery,
  previewBulkInput,
  startBulkInput,
} from "./schema";

const byId = z.object({ id: uuid });
const tag = "Bulk";
const permission = "tickets:bulk";

const selection = {
  action: "priority",
  payload: { priority: "HIGH" },
  ticket_ids: ["01a1f0c2-7d3e-7b52-9c1a-4f6d2b8e9a10"],
};

export const bulkApi = {
  preview: endpoint({
    method: "POST",
    path: "/bulk/preview",
    tag,
    permission,
    limit: "bulk",
    summary: "Count what a bulk operation would do, and why it would refuse the rest",
    body: previewBulkInput,
    response: one(bulkPreview),
    example: { body: selection },
  }),
  start: endpoint({
    method: "POST",
    path: "/bulk",
    tag,
    permission,
    limit: "bulk",
    summary: "Change up to 10,000 tickets, by id or by filter",
    description:
      "Up to 100 tickets are done when the answer comes; more go on in the background. One ticket's refusal stops no other.",
    body: startBulkInput,
    response: one(bulkOperation),
    example: { body: { ...selection, reason: "The whole depot has been without power since noon." } },
    status: 202,
    documented: (answer: { data: BulkOperation }) => ({
      success: true,
      data: { processed: answer.data.succeeded, txnId: answer.data.id, ...answer.data },
    }),
  }),
  list: endpoint({
    method: "GET",
    path: "/bulk",
    tag,
    permission,
    summary: "List bulk operations, newest first",
    query: listBulkQuery,
    response: bulkListAnswer,
  }),
  get: endpoint({
    method: "GET",
    path: "/bulk/{id}",
    tag,
    permission,
    summary: "Get the progress of a bulk operation",
    params: byId,
    response: one(bulkOperation),
  }),
  listItems: endpoint({
    method: "GET",
    path: "/bulk/{id}/items",
    tag,
    permission,
    summary: "List the result of each ticket",
    params: byId,
    query: listBulkItemsQuery,
    response: bulkItemsAnswer,
  }),
  cancel: endpoint({
    method: "POST",
    path: "/bulk/{id}/cancel",
    tag,
    permission,
    summary: "Stop a running operation; what is done stays done",
    params: byId,
    response: one(bulkOperation),
  }),
  undo: endpoint({
    method: "POST",
    path: "/bulk/{id}/undo",
    tag,
    permission,
    limit: "bulk",
    summary: "Put back every ticket nobody has touched since",
    params: byId,
    body: reasonInput,
    response: one(bulkOperation),
    status: 202,
  }),
};
