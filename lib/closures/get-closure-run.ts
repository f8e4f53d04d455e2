import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import type { ClosureRun } from "./schema";

export async function getClosureRun(ctx: Context, id: string): Promise<{ data: ClosureRun }> {
  return { data: await loadClosureRun(ctx, id) };
}

export async function loadClosureRun(ctx: Context, id: string): Promise<ClosureRun> {
  const [run] = await ctx.tx.$queryRaw<ClosureRun[]>`
    select id, kind, status, date::text, hour::int, tickets_closed, tickets_processed, error_message, created_at, completed_at
    from ticket_closure_runs where id = ${id}::uuid`;
  if (!run) throw notFound("job");
  return run;
}
