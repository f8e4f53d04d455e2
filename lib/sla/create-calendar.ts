import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { loadCalendar } from "./load-calendar";
import type { CalendarInput, SlaCalendar } from "./schema";

/** A calendar counts for nothing until a policy names it. */
export async function createCalendar(
  ctx: Context,
  { name, ...definition }: CalendarInput,
): Promise<{ data: SlaCalendar }> {
  await refuseTakenName(ctx, name);
  const [row] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into sla_calendars (name, definition) values (${name}, ${JSON.stringify(definition)}::jsonb) returning id`;
  if (!row) throw new AppError("internal", "The calendar could not be stored.");
  await ctx.audit("SLA_CALENDAR_CREATED", null, { calendar_id: row.id, name });
  return { data: await loadCalendar(ctx, row.id) };
}

export async function refuseTakenName(ctx: Context, name: string, exceptId?: string): Promise<void> {
  const taken = await ctx.tx.slaCalendar.findFirst({ where: { name }, select: { id: true } });
  if (taken && taken.id !== exceptId)
    throw new AppError("conflict", `There is a calendar called “${name}” already.`, {
      fields: [{ field: "name", message: "Another calendar has this name." }],
    });
}
