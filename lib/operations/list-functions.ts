import type { Context } from "@/lib/platform/organization";
import type { BackgroundFunction } from "./schema";

type Trigger = { event?: string; cron?: string };
type Row = Omit<BackgroundFunction, "triggers"> & { triggers: Trigger[] };

export async function listFunctions(ctx: Context): Promise<{ data: BackgroundFunction[] }> {
  const rows = await ctx.tx.$queryRaw<Row[]>`
    select f.id, f.name, f.config -> 'triggers' as triggers,
      (select min(s.next_at) from inngest.schedules s where s.function_id = f.id) as next_run_at,
      latest.created_at as last_run_at, latest.status as last_status,
      coalesce(day.completed, 0) as completed_last_day, coalesce(day.failed, 0) as failed_last_day, day.average_ms
    from inngest.functions f
      left join lateral (select r.created_at, r.status from inngest.runs r where r.function_id = f.id
        order by r.created_at desc, r.id desc limit 1) latest on true
      left join (select r.function_id, (count(*) filter (where r.status = 'completed'))::int as completed,
          (count(*) filter (where r.status = 'failed'))::int as failed,
          (avg(extract(epoch from r.ended_at - r.started_at) * 1000) filter (where r.status = 'completed'))::float8 as average_ms
        from inngest.runs r where r.ended_at > now() - interval '1 day' group by r.function_id) day on day.function_id = f.id
    where f.is_current order by f.name`;
  return { data: rows.map((row) => ({ ...row, triggers: row.triggers.map(nameTrigger) })) };
}

function nameTrigger({ event, cron }: Trigger): BackgroundFunction["triggers"][number] {
  return cron ? { kind: "schedule", value: cron } : { kind: "event", value: event ?? "" };
}
