import { type Context, giveReason } from "@/lib/platform/organization";
import { type LoadedTicket, loadTickets } from "@/lib/tickets/load-ticket";
import { attempt, type Item, type Outcome, type RunningOperation } from "./attempt";
import { applyChange, checkChange } from "./change-ticket";
import { finishOperation, recordBatch } from "./record-batch";
import { bulkChange } from "./schema";
import { shareBatch } from "./share-batch";
import { snapshotTickets } from "./snapshot";
import { undoItems } from "./undo-items";

/**
 * Works off the next tickets of an operation in the caller's transaction: what it did and its record of it are kept
 * or lost together, so that a crash repeats nothing. Returns whether more are waiting; false too while another
 * process holds the operation.
 */
export async function runBatch(ctx: Context, operationId: string, size: number): Promise<boolean> {
  const [operation] = await ctx.tx.$queryRaw<RunningOperation[]>`
    select id, action, payload, reason, undo_of_id from bulk_operations
    where id = ${operationId}::uuid and status in ('pending', 'running') for update skip locked`;
  if (!operation) return false;
  const items = await ctx.tx.$queryRaw<Item[]>`
    select position, ticket_id from bulk_operation_items
    where operation_id = ${operationId}::uuid and result = 'pending' order by position limit ${size}`;
  await giveReason(ctx, operation.reason);
  const ids = items.map((item) => item.ticket_id);
  const tickets = await loadTickets(ctx, ids, { lock: true });
  const before = await snapshotTickets(ctx, ids);
  const outcomes = operation.undo_of_id
    ? await undoItems(ctx, operation, operation.undo_of_id, items, tickets)
    : await changeItems(ctx, operation, items, tickets);
  await recordBatch(ctx, operation, outcomes, before, await snapshotTickets(ctx, ids));
  if (items.length === size) return true;
  await finishOperation(ctx, operationId);
  return false;
}

async function changeItems(
  ctx: Context,
  operation: RunningOperation,
  items: Item[],
  tickets: Map<string, LoadedTicket>,
): Promise<Outcome[]> {
  const change = bulkChange.parse({ action: operation.action, payload: operation.payload });
  const shared = await shareBatch(ctx, change, operation.reason, { lock: true });
  const outcomes: Outcome[] = [];
  for (const item of items) {
    const ticket = tickets.get(item.ticket_id);
    outcomes.push(
      await attempt(ctx, item, async (own) => {
        checkChange(own, ticket, change, shared);
        return () => applyChange(own, ticket, change, shared);
      }),
    );
  }
  return outcomes;
}
