import { sql } from "@/lib/platform/database/sql";
import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import type { BulkOperation } from "./schema";

/** What is told of `bulk_operations o` and the person `u` who asked. */
export const operationColumns = sql`o.id, o.action, o.payload, o.reason, o.status, o.total, o.succeeded, o.failed, o.undone, o.undo_of_id,
  o.error_message, o.requested_by_id, u.name as requested_by_name, o.created_at, o.started_at, o.completed_at,
  case
    when o.action = 'undo' then 'This was an undo itself.'
    when o.action in ('reply', 'note') then 'Messages that were sent cannot be taken back.'
    when o.status in ('pending', 'running') then 'It is still running. Cancel it first.'
    when o.succeeded = o.undone then 'There is nothing left to undo.'
    when exists (select from bulk_operations x where x.undo_of_id = o.id and x.status in ('pending', 'running'))
      then 'It is being undone already.'
  end as undo_refused_because`;

/** An operation with its progress. */
export async function getOperation(ctx: Context, id: string): Promise<{ data: BulkOperation }> {
  return { data: await readOperation(ctx, id) };
}

export async function readOperation(ctx: Context, id: string): Promise<BulkOperation> {
  const [operation] = await ctx.tx.$queryRaw<BulkOperation[]>`
    select ${operationColumns} from bulk_operations o join users u on u.id = o.requested_by_id where o.id = ${id}::uuid`;
  if (!operation) throw notFound("bulk operation");
  return operation;
}
