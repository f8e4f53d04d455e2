import { AppError, invalidField } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { loadClosureRun } from "./get-closure-run";
import { syncPauseSeconds } from "./get-sync-status";
import { readClock } from "./read-clock";
import { openRun, startReadings } from "./request-hourly-sync";
import type { ClosureRun, DailySyncInput } from "./schema";

/**
 * Takes on a new count of a whole day, once an hour for each day unless forced: asking external desks costs them calls.
 */
export async function requestDailySync(ctx: Context, input: DailySyncInput): Promise<{ data: ClosureRun }> {
  const { today } = await readClock(ctx);
  const date = input.date ?? today;
  if (date > today) throw invalidField("date", `${date} lies in the future.`);
  if (!input.force) await refuseTooSoon(ctx, date);
  const readings = await startReadings(ctx, ctx.actor.tokenId ? "api" : "person");
  const id = await openRun(ctx, { kind: "daily", date, hour: null, sync_run_ids: readings });
  await ctx.audit("CLOSURES_COUNT_REQUESTED", null, { run_id: id, date, force: input.force });
  ctx.emit("closures.run_requested", { run_id: id });
  return { data: await loadClosureRun(ctx, id) };
}

async function refuseTooSoon(ctx: Context, date: string): Promise<void> {
  const seconds = await syncPauseSeconds(ctx, date);
  if (seconds <= 0) return;
  const minutes = Math.ceil(seconds / 60);
  throw new AppError(
    "rate_limited",
    `${date} was counted within the hour. Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}, or force it.`,
    { limit: 1, retry_after_seconds: seconds, time_until_next: seconds },
  );
}
