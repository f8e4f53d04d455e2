import { z } from "zod";
import { endpoint } from "@/lib/platform/endpoint";
import { one, uuid } from "@/lib/platform/schema";
import { addPushSubscriptionInput, pushSubscriptionRow, pushSubscriptionsAnswer } from "./schema";

const shared = { tag: "Notifications", permission: "notifications:write" } as const;
const example = {
  endpoint: "https://push.example.com/subscriptions/4f1c",
  keys: {
    p256dh: "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM",
    auth: "tBHItJI5svbpez7KI4CCXg",
  },
  label: "Firefox on Linux",
};

export const pushApi = {
  list: endpoint({
    ...shared,
    method: "GET",
    path: "/push-subscriptions",
    summary: "List the browsers that are notified for oneself, and the key to subscribe with",
    response: pushSubscriptionsAnswer,
  }),
  add: endpoint({
    ...shared,
    method: "POST",
    path: "/push-subscriptions",
    summary: "Notify oneself in this browser",
    description:
      "Takes what the browser's PushManager answers. A browser notifies one person: the last who subscribed it.",
    body: addPushSubscriptionInput,
    response: one(pushSubscriptionRow),
    status: 201,
    example: { body: example },
  }),
  remove: endpoint({
    ...shared,
    method: "DELETE",
    path: "/push-subscriptions/{id}",
    summary: "Stop notifying a browser",
    params: z.object({ id: uuid }),
  }),
};
