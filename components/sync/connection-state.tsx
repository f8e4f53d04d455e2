import { CircleCheck, CircleOff, CircleX, TriangleAlert } from "lucide-react";
import { Badge } from "../ui/badge";
import type { Connection } from "./sync-queries";

/** How a connection is, in one word. */
export function ConnectionState({ connection }: { connection: Connection }) {
  if (!connection.is_key_readable)
    return (
      <Badge tone="danger">
        <CircleX aria-hidden />
        Key missing
      </Badge>
    );
  if (connection.test_error)
    return (
      <Badge tone="danger">
        <CircleX aria-hidden />
        Test failed
      </Badge>
    );
  if (!connection.is_active)
    return (
      <Badge>
        <CircleOff aria-hidden />
        Off
      </Badge>
    );
  if (connection.last_failure)
    return (
      <Badge tone="danger">
        <CircleX aria-hidden />
        Run failed
      </Badge>
    );
  if (connection.open_failure_count > 0)
    return (
      <Badge tone="warning">
        <TriangleAlert aria-hidden />
        With failures
      </Badge>
    );
  return (
    <Badge tone="success">
      <CircleCheck aria-hidden />
      On
    </Badge>
  );
}
