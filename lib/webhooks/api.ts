import { z } from "zod";
import { endpoint } from "@/lib/platform/endpoint";
import { one, uuid } from "@/lib/platform/schema";
import {
  createWebhookInput,
  deliveryDetail,
  deliveryListAnswer,
  deliveryRow,
  listDeliveriesQuery,
  updateWebhookInput,
  webhookListAnswer,
  webhookRow,
  webhookWithSecret,
} from "./schema";

const byId = z.object({ id: uuid });
const shared = { tag: "Webhooks", permission: "webhooks:write" } as const;
const signing =
  "Every message carries `webhook-id`, `webhook-timestamp` and `webhook-signature` as in the Standard Webhooks specification: base64 HMAC-SHA256 of `id.timestamp.body` with the base64-decoded part of the secret after `whsec_`. Compare in constant time, refuse timestamps more than five minutes off, and ignore ids you have had: a message comes at least once.";

export const webhooksApi = {
  list: endpoint({
    ...shared,
    method: "GET",
    path: "/webhooks",
    summary: "List webhooks, by name",
    response: webhookListAnswer,
  }),
  create: endpoint({
    ...shared,
    method: "POST",
    path: "/webhooks",
    summary: "Create a webhook",
    description: `\`secret\` is answered here and never again. ${signing}`,
    hasSecret: true,
    body: createWebhookInput,
    response: webhookWithSecret,
    status: 201,
    example: {
      body: {
        name: "Warehouse",
        url: "https://example.com/docket",
        events: ["ticket.created", "ticket.status_changed"],
      },
    },
  }),
  get: endpoint({
    ...shared,
    method: "GET",
    path: "/webhooks/{id}",
    summary: "Get one webhook",
    params: byId,
    response: one(webhookRow),
  }),
  update: endpoint({
    ...shared,
    method: "PATCH",
    path: "/webhooks/{id}",
    summary: "Change, disable or enable a webhook",
    params: byId,
    body: updateWebhookInput,
    response: one(webhookRow),
    example: { body: { is_enabled: true } },
  }),
  delete: endpoint({
    ...shared,
    method: "DELETE",
    path: "/webhooks/{id}",
    summary: "Delete a webhook and its log",
    params: byId,
  }),
  rotateSecret: endpoint({
    ...shared,
    method: "POST",
    path: "/webhooks/{id}/secret",
    summary: "Make a new signing secret",
    description:
      "For 24 hours messages carry signatures of both secrets. `secret` is answered here and never again.",
    hasSecret: true,
    params: byId,
    response: webhookWithSecret,
  }),
  test: endpoint({
    ...shared,
    method: "POST",
    path: "/webhooks/{id}/test",
    summary: "Send a test message",
    params: byId,
    response: one(deliveryRow),
    status: 202,
  }),
  deliveries: endpoint({
    ...shared,
    method: "GET",
    path: "/webhooks/{id}/deliveries",
    summary: "List what was sent to a webhook, newest first",
    description:
      "Kept for 30 days. A message is tried 8 times over 24 hours; only an answer of 200 to 299 counts.",
    params: byId,
    query: listDeliveriesQuery,
    response: deliveryListAnswer,
  }),
  delivery: endpoint({
    ...shared,
    method: "GET",
    path: "/webhook-deliveries/{id}",
    summary: "Get one delivery with its body and every try",
    params: byId,
    response: one(deliveryDetail),
  }),
  replay: endpoint({
    ...shared,
    method: "POST",
    path: "/webhook-deliveries/{id}/replay",
    summary: "Send a delivery again, under the same message id",
    params: byId,
    response: one(deliveryRow),
    status: 202,
  }),
};
