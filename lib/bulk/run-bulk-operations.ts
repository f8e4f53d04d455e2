import { AppError, toAppError } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/logger";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { actorOfUser } from "@/lib/platform/session";
import { dropPending } from "./cancel-bulk";
import { runBatch } from "./run-batch";

type Waiting = { id: string; requested_by_id: string; scopes: string[] | null; ip_address: string | null };

const batchSize = 100;
const batchTimeoutMs = 120_000;
/** A batch that throws is repeated this often before the operation is given up. */
const attemptLimit = 5;

/** `interrupted`: a batch failed, and the operation is worth another try. */
type BulkOutcome = "done" | "stopped" | "interrupted";

/**
 * Works off the waiting operations of one organization, one transaction a batch, each as the person who asked with
 * the rights they have now. Several processes may do so at once: an operation has one worker at a time. The signal
 * stops it behind a batch.
 */
export async function runBulkOperations(organizationId: string, signal?: AbortSignal): Promise<BulkOutcome> {
  while (!signal?.aborted) {
    const operation = await nextOperation(organizationId);
    if (!operation) return "done";
    try {
      await runAsRequester(operation);
    } catch (error) {
      const isOver = await recordFailure(organizationId, operation.id, error);
      if (!isOver) return "interrupted";
    }
  }
  return "stopped";
}

/** One look without holding the row: runBatch takes the lock, and whoever comes second gets nothing to do. */
async function nextOperation(organizationId: string): Promise<Waiting | undefined> {
  return withOrganization(systemActor(organizationId), async (ctx) => {
    const [operation] = await ctx.tx.$queryRaw<Waiting[]>`
      select id, requested_by_id, scopes, ip_address from bulk_operations
      where status in ('pending', 'running') order by created_at, id for update skip locked limit 1`;
    return operation;
  });
}

async function runAsRequester(operation: Waiting): Promise<void> {
  const actor = await actorOfUser(operation.requested_by_id, operation.scopes, operation.ip_address);
  if (!actor) throw new AppError("forbidden", "The person who started this is no longer active.");
  await withOrganization(actor, (ctx) => runBatch(ctx, operation.id, batchSize), {
    timeoutMs: batchTimeoutMs,
  });
}

/** Returns whether the operation is given up; otherwise the caller tries again. */
async function recordFailure(organizationId: string, id: string, error: unknown): Promise<boolean> {
  const { message, status } = toAppError(error);
  logger.error({ err: error, operationId: id }, "bulk batch failed");
  const isHopeless = status < 500 && status !== 409;
  return withOrganization(systemActor(organizationId), async (ctx) => {
    const [operation] = await ctx.tx.$queryRaw<{ failed_attempts: number }[]>`
      update bulk_operations set failed_attempts = failed_attempts + 1
      where id = ${id}::uuid and status in ('pending', 'running') returning failed_attempts`;
    if (!operation || (!isHopeless && operation.failed_attempts < attemptLimit)) return !operation;
    await ctx.tx.$executeRaw`
      update bulk_operations set status = 'failed', error_message = ${message}, completed_at = app_now() where id = ${id}::uuid`;
    await dropPending(ctx, id);
    ctx.emit("bulk.failed", { operation_id: id });
    return true;
  });
}
