import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { readOperation } from "./get-operation";
import { runBatch } from "./run-batch";
import { type BulkOperation, immediateLimit } from "./schema";

type NewOperation = {
  action: string;
  payload: Record<string, unknown>;
  reason: string;
  undo_of_id: string | null;
};

/** Stores an operation with its tickets; few are worked off at once, many by a background function. */
export async function startOperation(
  ctx: Context,
  operation: NewOperation,
  ids: string[],
): Promise<{ data: BulkOperation }> {
  const { userId, scopes, ipAddress } = ctx.actor;
  if (!userId) throw new AppError("forbidden", "Bulk operations are started by a person.");
  const [created] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into bulk_operations (requested_by_id, action, payload, reason, undo_of_id, total, scopes, ip_address)
    values (${userId}::uuid, ${operation.action}, ${JSON.stringify(operation.payload)}::jsonb, ${operation.reason},
      ${operation.undo_of_id}::uuid, ${ids.length}, ${scopes ? [...scopes] : null}::text[], ${ipAddress})
    returning id`;
  if (!created) throw new Error("The operation was not stored.");
  await ctx.tx.$executeRaw`
    insert into bulk_operation_items (operation_id, position, ticket_id)
    select ${created.id}::uuid, position, id from unnest(${ids}::uuid[]) with ordinality as given (id, position)`;
  const { action, reason, undo_of_id } = operation;
  await ctx.audit("BULK_STARTED", null, {
    operation_id: created.id,
    action,
    reason,
    undo_of_id,
    total: ids.length,
  });
  ctx.emit("bulk.started", { operation_id: created.id });
  // One more than there can be, so that this one batch also finishes the operation.
  if (ids.length <= immediateLimit) await runBatch(ctx, created.id, immediateLimit + 1);
  else ctx.emit("bulk.queued", { operation_id: created.id });
  return { data: await readOperation(ctx, created.id) };
}
