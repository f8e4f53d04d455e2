import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { readOperation } from "./get-operation";
import type { BulkOperation } from "./schema";

/** Stops an operation after the batch it is in; what is done stays done and can be undone. */
export async function cancelBulk(ctx: Context, id: string): Promise<{ data: BulkOperation }> {
  await readOperation(ctx, id);
  const stopped = await ctx.tx.$executeRaw`
    update bulk_operations set status = 'cancelled', completed_at = app_now()
    where id = ${id}::uuid and status in ('pending', 'running')`;
  if (stopped === 0) throw new AppError("conflict", "This operation has ended already.");
  await dropPending(ctx, id);
  await ctx.audit("BULK_CANCELLED", null, { operation_id: id });
  ctx.emit("bulk.cancelled", { operation_id: id });
  return { data: await readOperation(ctx, id) };
}

export async function dropPending(ctx: Context, id: string): Promise<void> {
  await ctx.tx.$executeRaw`
    update bulk_operation_items set result = 'cancelled' where operation_id = ${id}::uuid and result = 'pending'`;
}
