import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { getRun } from "./get-run";
import { requireManageable } from "./require-manageable";
import type { RunDetail } from "./schema";

/** The step that is under way ends by itself; what it did is kept, and nothing follows. */
export async function cancelRun(ctx: Context, id: string): Promise<{ data: RunDetail }> {
  const { data: run } = await getRun(ctx, id);
  await requireManageable(ctx, run);
  const reason = `Cancelled by ${ctx.actor.name}.`;
  const [row] = await ctx.tx.$queryRaw<{ cancelled: boolean }[]>`
    select inngest.cancel_run(${id}, ${reason}) as cancelled`;
  if (!row?.cancelled) throw new AppError("conflict", "This run has ended already.");
  await ctx.audit("RUN_CANCELLED", null, { run_id: id, function_id: run.function_id });
  return getRun(ctx, id);
}
