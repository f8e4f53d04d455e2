import type { Context } from "@/lib/platform/organization";
import { readCalendars } from "./load-calendar";
import type { SlaCalendar } from "./schema";

export async function listCalendars(ctx: Context): Promise<{ data: SlaCalendar[] }> {
  return { data: await readCalendars(ctx) };
}
