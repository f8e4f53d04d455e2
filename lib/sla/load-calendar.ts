import { empty, sql } from "@/lib/platform/database/sql";
import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { calendarDefinition, type SlaCalendar } from "./schema";

type Row = Pick<SlaCalendar, "id" | "name" | "used_by" | "created_at" | "updated_at"> & {
  definition: unknown;
};

export async function readCalendars(ctx: Context, id?: string): Promise<SlaCalendar[]> {
  const rows = await ctx.tx.$queryRaw<Row[]>`
    select k.id, k.name, k.definition, k.created_at, k.updated_at,
      (select count(*)::int from sla_config c
        where k.id in (c.response_calendar_id, c.next_response_calendar_id, c.resolution_calendar_id)) as used_by
    from sla_calendars k ${id ? sql`where k.id = ${id}::uuid` : empty} order by lower(k.name), k.id`;
  return rows.map(({ definition, ...row }) => ({ ...row, ...calendarDefinition.parse(definition) }));
}

export async function loadCalendar(ctx: Context, id: string): Promise<SlaCalendar> {
  const [calendar] = await readCalendars(ctx, id);
  if (!calendar) throw notFound("calendar");
  return calendar;
}
