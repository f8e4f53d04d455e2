import { invalidField } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import type { BulkOperation, StartBulkInput } from "./schema";
import { selectTickets } from "./select-tickets";
import { shareBatch } from "./share-batch";
import { startOperation } from "./start-operation";

/** Starts one change of many tickets, each by the same rules as on its own. */
export async function startBulk(ctx: Context, input: StartBulkInput): Promise<{ data: BulkOperation }> {
  const ids = await selectTickets(ctx, input);
  if (ids.length === 0) throw invalidField("filter", "No ticket matches, so there is nothing to do.");
  await shareBatch(ctx, input, input.reason, { lock: false });
  const { action, payload, reason } = input;
  return startOperation(ctx, { action, payload, reason, undo_of_id: null }, ids);
}
