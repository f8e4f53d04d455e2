import { CircleCheck, CircleOff, CircleX, Clock } from "lucide-react";
import { Badge } from "../ui/badge";
import type { Delivery, Webhook } from "./webhook-queries";

export function WebhookState({ webhook }: { webhook: Webhook }) {
  if (!webhook.is_enabled)
    return (
      <Badge tone={webhook.disabled_because ? "danger" : "neutral"}>
        <CircleOff aria-hidden />
        {webhook.disabled_because ? "Given up" : "Disabled"}
      </Badge>
    );
  if (webhook.failing_since)
    return (
      <Badge tone="warning">
        <CircleX aria-hidden />
        Failing
      </Badge>
    );
  return (
    <Badge tone="success">
      <CircleCheck aria-hidden />
      Enabled
    </Badge>
  );
}

export function DeliveryState({ status }: Pick<Delivery, "status">) {
  if (status === "delivered")
    return (
      <Badge tone="success">
        <CircleCheck aria-hidden />
        Delivered
      </Badge>
    );
  if (status === "failed")
    return (
      <Badge tone="danger">
        <CircleX aria-hidden />
        Failed
      </Badge>
    );
  return (
    <Badge tone="info">
      <Clock aria-hidden />
      On the way
    </Badge>
  );
}
