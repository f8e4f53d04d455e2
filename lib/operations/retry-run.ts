import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { getRun } from "./get-run";
import { requireManageable } from "./require-manageable";
import type { RunDetail } from "./schema";

/** A new run with the same events: what an earlier one did stays done, since every step is safe to repeat. */
export async function retryRun(ctx: Context, id: string): Promise<{ data: RunDetail }> {
  const { data: run } = await getRun(ctx, id);
  await requireManageable(ctx, run);
  const [row] = await ctx.tx.$queryRaw<{ id: string | null }[]>`
    select inngest.rerun(${id}, ${crypto.randomUUID()}) as id`;
  if (!row?.id)
    throw new AppError(
      "conflict",
      run.ended_at
        ? "This function no longer exists, so the run cannot be repeated."
        : "This run is still under way. Cancel it first, or wait until it ends.",
    );
  await ctx.audit("RUN_RETRIED", null, { run_id: id, function_id: run.function_id, new_run_id: row.id });
  return getRun(ctx, row.id);
}
