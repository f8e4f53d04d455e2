import type { Context } from "@/lib/platform/organization";
import { refuseTakenName } from "./create-calendar";
import { loadCalendar } from "./load-calendar";
import { requestRecount } from "./recount-clocks";
import type { CalendarInput, SlaCalendar } from "./schema";

/** From now on time counts by the new hours; open tickets get their new due times. */
export async function updateCalendar(
  ctx: Context,
  id: string,
  { name, ...definition }: CalendarInput,
): Promise<{ data: SlaCalendar }> {
  const before = await loadCalendar(ctx, id);
  await refuseTakenName(ctx, name, id);
  await ctx.tx.$executeRaw`
    update sla_calendars set name = ${name}, definition = ${JSON.stringify(definition)}::jsonb where id = ${id}::uuid`;
  await ctx.audit("SLA_CALENDAR_CHANGED", null, { calendar_id: id, name, old_name: before.name });
  if (before.used_by > 0) await requestRecount(ctx);
  return { data: await loadCalendar(ctx, id) };
}
