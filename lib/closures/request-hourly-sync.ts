import { AppError, invalidField } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import type { RunTrigger } from "@/lib/sync/schema";
import { queueRun } from "@/lib/sync/start-run";
import { loadClosureRun } from "./get-closure-run";
import { readClock } from "./read-clock";
import type { ClosureRun, HourlySyncInput } from "./schema";

/** Takes on a new count of an hour: external desks are asked for changes first, then the hour's day is counted again. */
export async function requestHourlySync(ctx: Context, input: HourlySyncInput): Promise<{ data: ClosureRun }> {
  const { today, hour: hourNow } = await readClock(ctx);
  const date = input.date ?? today;
  if (date > today) throw invalidField("date", `${date} lies in the future.`);
  const hour = input.hour ?? hourNow;
  if (date === today && hour > hourNow)
    throw invalidField("hour", `Hour ${hour} of today lies in the future; it is hour ${hourNow} now.`);
  const readings = await startReadings(ctx, ctx.actor.tokenId ? "api" : "person");
  const id = await openRun(ctx, { kind: "hourly", date, hour, sync_run_ids: readings });
  await ctx.audit("CLOSURES_COUNT_REQUESTED", null, { run_id: id, date, hour });
  ctx.emit("closures.run_requested", { run_id: id });
  return { data: await loadClosureRun(ctx, id) };
}

/** One reading of changes for every connection, or the one under way already. */
export async function startReadings(ctx: Context, trigger: RunTrigger): Promise<string[]> {
  const connections = await ctx.tx.$queryRaw<{ id: string }[]>`
    select id from sync_connections where is_active and archived_at is null order by id`;
  const ids: string[] = [];
  for (const { id } of connections) {
    try {
      ids.push(
        (
          await queueRun(ctx, {
            connection_id: id,
            kind: "closures",
            trigger,
            is_own_worker: trigger === "cli",
          })
        ).id,
      );
    } catch (error) {
      if (!(error instanceof AppError) || typeof error.details.run_id !== "string") throw error;
      ids.push(error.details.run_id);
    }
  }
  return ids;
}

type NewRun = {
  kind: ClosureRun["kind"];
  date: string;
  hour: number | null;
  sync_run_ids: readonly string[];
};

export async function openRun(ctx: Context, { kind, date, hour, sync_run_ids }: NewRun): Promise<string> {
  const [run] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into ticket_closure_runs (kind, date, hour, sync_run_ids, requested_by_id, tickets_closed)
    values (${kind}, ${date}::date, ${hour}::smallint, ${[...sync_run_ids]}::uuid[], ${ctx.actor.userId}::uuid,
      (select coalesce(sum(tickets_closed), 0) from ticket_closure_totals h
        where h.date = ${date}::date and (${hour}::smallint is null or h.hour = ${hour}::smallint)))
    returning id`;
  if (!run) throw new Error("The run was not stored.");
  return run.id;
}
