import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { readOperation } from "./get-operation";
import type { BulkOperation } from "./schema";
import { startOperation } from "./start-operation";

/** Takes back an operation on every ticket nobody has touched since; the others are reported. */
export async function undoBulk(
  ctx: Context,
  originalId: string,
  reason: string,
): Promise<{ data: BulkOperation }> {
  await ctx.tx.$queryRaw`select id from bulk_operations where id = ${originalId}::uuid for update`;
  const original = await readOperation(ctx, originalId);
  if (original.undo_refused_because) throw new AppError("conflict", original.undo_refused_because);
  const items = await ctx.tx.$queryRaw<{ ticket_id: string }[]>`
    select ticket_id from bulk_operation_items where operation_id = ${originalId}::uuid and result = 'succeeded' order by position`;
  const ids = items.map((item) => item.ticket_id);
  return startOperation(
    ctx,
    { action: "undo", payload: { action: original.action }, reason, undo_of_id: originalId },
    ids,
  );
}
