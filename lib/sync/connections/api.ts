import { z } from "zod";
import { endpoint } from "@/lib/platform/endpoint";
import { uuid } from "@/lib/platform/schema";
import {
  connectionAnswer,
  connectionListAnswer,
  connectionWithWebhookSecret,
  createConnectionInput,
  updateConnectionInput,
} from "./schema";

const tag = "Sync";
const byId = z.object({ id: uuid });

export const syncConnectionsApi = {
  list: endpoint({
    method: "GET",
    path: "/sync-connections",
    tag,
    permission: "sync:read",
    summary: "List the external desks that are read, by name",
    response: connectionListAnswer,
  }),
  create: endpoint({
    method: "POST",
    path: "/sync-connections",
    tag,
    permission: "sync:write",
    summary: "Connect an external desk",
    description:
      "It is off until `is_active` is set, so that the test and the mapping can be looked at first. The key is stored encrypted and never answered.",
    body: createConnectionInput,
    response: connectionAnswer,
    status: 201,
    example: {
      body: { vendor: "freshservice", name: "Acme helpdesk", base_url: "acme.freshservice.com", key: "•••" },
    },
  }),
  get: endpoint({
    method: "GET",
    path: "/sync-connections/{id}",
    tag,
    permission: "sync:read",
    summary: "Get one connection with the codes it has no meaning for yet",
    params: byId,
    response: connectionAnswer,
  }),
  update: endpoint({
    method: "PATCH",
    path: "/sync-connections/{id}",
    tag,
    permission: "sync:write",
    summary: "Change a connection, or turn it on or off",
    description:
      "Of `settings`, `schedules` and `write_back` only the keys given change. Another address needs the key again.",
    params: byId,
    body: updateConnectionInput,
    response: connectionAnswer,
    example: { body: { is_active: true, schedules: { tickets: "*/15 * * * *" } } },
  }),
  delete: endpoint({
    method: "DELETE",
    path: "/sync-connections/{id}",
    tag,
    permission: "sync:write",
    summary: "Remove a connection; its tickets stay",
    params: byId,
  }),
  test: endpoint({
    method: "POST",
    path: "/sync-connections/{id}/test",
    tag,
    permission: "sync:write",
    summary:
      "Ask the vendor what the key may read and which statuses, priorities, sources and workspaces there are",
    params: byId,
    response: connectionAnswer,
  }),
  rotateWebhookSecret: endpoint({
    method: "POST",
    path: "/sync-connections/{id}/webhook-secret",
    tag,
    permission: "sync:write",
    summary: "Make the secret with which the vendor's automation calls Docket",
    description:
      "Send it as the header `X-Webhook-Secret` with `POST /webhooks/freshservice/ticket`. `secret` is answered here and never again; one made before stops at once.",
    hasSecret: true,
    params: byId,
    response: connectionWithWebhookSecret,
  }),
};
