import type { Context } from "@/lib/platform/organization";
import type { Outcome, RunningOperation } from "./attempt";
import type { Snapshot } from "./snapshot";

/** Results, one audit row a ticket, and the operation's counters: in the transaction of the changes themselves. */
export async function recordBatch(
  ctx: Context,
  operation: RunningOperation,
  outcomes: Outcome[],
  before: Map<string, Snapshot>,
  after: Map<string, Snapshot>,
): Promise<void> {
  const records = outcomes.map(({ extra, ...outcome }) => {
    if (outcome.result === "failed") return outcome;
    const then = after.get(outcome.ticket_id);
    return {
      ...outcome,
      version_after: then?.version,
      before: before.get(outcome.ticket_id)?.state,
      after: { ...then?.state, ...extra },
    };
  });
  await ctx.tx.$executeRaw`
    update bulk_operation_items i set result = o.result, error_code = o.error_code, message = o.message,
      version_after = o.version_after, before = o.before, after = o.after
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as o (position integer, result text, error_code text,
      message text, version_after integer, before jsonb, after jsonb)
    where i.operation_id = ${operation.id}::uuid and i.position = o.position`;
  const done = outcomes
    .filter((outcome) => outcome.result === "succeeded")
    .map((outcome) => outcome.ticket_id);
  await auditDone(ctx, operation, done);
  await ctx.tx.$executeRaw`
    update bulk_operations set status = 'running', started_at = coalesce(started_at, app_now()), failed_attempts = 0,
      succeeded = succeeded + ${done.length}::int, failed = failed + ${outcomes.length - done.length}::int
    where id = ${operation.id}::uuid`;
  if (operation.undo_of_id) await markUndone(ctx, operation.undo_of_id, done);
  ctx.emit("bulk.progressed", { operation_id: operation.id });
}

async function auditDone(ctx: Context, operation: RunningOperation, ticketIds: string[]): Promise<void> {
  const payload = { operation_id: operation.id, reason: operation.reason, undo_of_id: operation.undo_of_id };
  await ctx.tx.$executeRaw`
    insert into ticket_audit (ticket_id, action, payload)
    select id, ${`BULK_${operation.action.toUpperCase()}`}, jsonb_strip_nulls(${JSON.stringify(payload)}::jsonb)
    from unnest(${ticketIds}::uuid[]) id`;
}

async function markUndone(ctx: Context, originalId: string, ticketIds: string[]): Promise<void> {
  await ctx.tx.$executeRaw`
    update bulk_operation_items set result = 'undone'
    where operation_id = ${originalId}::uuid and ticket_id = any (${ticketIds}::uuid[])`;
  await ctx.tx.$executeRaw`
    update bulk_operations set undone = undone + ${ticketIds.length}::int where id = ${originalId}::uuid`;
}

export async function finishOperation(ctx: Context, operationId: string): Promise<void> {
  await ctx.tx.$executeRaw`
    update bulk_operations set status = 'completed', completed_at = app_now() where id = ${operationId}::uuid`;
  ctx.emit("bulk.completed", { operation_id: operationId });
}
