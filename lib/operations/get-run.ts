import { sql } from "@/lib/platform/database/sql";
import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import type { RunDetail } from "./schema";
import { runColumns, runSources } from "./select-runs";

type Step = RunDetail["steps"][number];

/** What a run of the whole installation carried may speak of other organizations: only its course is shown. */
export async function getRun(ctx: Context, id: string): Promise<{ data: RunDetail }> {
  const shown = sql`r.organization_id is not null`;
  const [row] = await ctx.tx.$queryRaw<Omit<RunDetail, "steps" | "next_attempt_at">[]>`
    select ${runColumns}, case when ${shown} then r.events end as events, case when ${shown} then r.output end as output
    from ${runSources} where r.id = ${id}`;
  if (!row) throw new AppError("not_found", "There is no such run.");
  const steps = await ctx.tx.$queryRaw<Step[]>`
    select s.id, s.name, s.op as kind, s.status, s.attempt + 1 as attempt, s.started_at, s.ended_at, s.error,
      case when ${shown} then s.data end as output, p.due_at
    from inngest.steps s join inngest.runs r on r.id = s.run_id left join inngest.planned_times(${id}) p on p.step_id = s.id
    where s.run_id = ${id} order by s.ordinal nulls last, s.started_at, s.id`;
  const [next] = await ctx.tx.$queryRaw<{ due_at: Date | null }[]>`
    select min(p.due_at) as due_at from inngest.planned_times(${id}) p where p.is_job`;
  return {
    data: {
      ...row,
      events: row.events ?? [],
      output: row.output ?? null,
      steps,
      next_attempt_at: next?.due_at ?? null,
    },
  };
}
