import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { loadCalendar } from "./load-calendar";

/** What it said stays with the tickets that were counted by it. */
export async function deleteCalendar(ctx: Context, id: string): Promise<void> {
  const calendar = await loadCalendar(ctx, id);
  if (calendar.used_by > 0)
    throw new AppError(
      "conflict",
      `${calendar.used_by} ${calendar.used_by === 1 ? "policy counts" : "policies count"} by “${calendar.name}”. Give them another calendar first.`,
    );
  await ctx.tx.$executeRaw`delete from sla_calendars where id = ${id}::uuid`;
  await ctx.audit("SLA_CALENDAR_DELETED", null, { calendar_id: id, name: calendar.name });
}
