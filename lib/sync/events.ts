import { z } from "zod";
import { uuid } from "@/lib/platform/schema";

/** A run waits to be worked on; `part` counts the functions that share a long one. */
export const runRequested = z.object({
  organization_id: uuid,
  run_id: uuid,
  connection_id: uuid,
  part: z.int().default(0),
});
/** Sent by the schedule, to one organization at a time. */
export const syncScheduleDue = z.object({ organization_id: uuid });
export const syncCleanUpDue = z.object({ organization_id: uuid });
/** The vendor called: tickets wait in sync_webhook_receipts. */
export const webhookReceived = z.object({ organization_id: uuid, connection_id: uuid });
/** Something waits in sync_write_backs. */
export const writeBackQueued = z.object({ organization_id: uuid, connection_id: uuid });
