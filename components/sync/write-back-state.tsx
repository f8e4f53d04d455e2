import { Badge } from "../ui/badge";
import type { WriteBack } from "./sync-queries";

const states = {
  queued: { label: "Waiting", tone: "info" },
  sending: { label: "Sending", tone: "info" },
  sent: { label: "Sent", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
  conflict: { label: "Conflict", tone: "warning" },
  cancelled: { label: "Given up", tone: "neutral" },
} as const;

export function WriteBackState({ status }: Pick<WriteBack, "status">) {
  return <Badge tone={states[status].tone}>{states[status].label}</Badge>;
}
