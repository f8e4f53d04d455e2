import type { Context } from "@/lib/platform/organization";
import { loadCalendar } from "./load-calendar";
import type { SlaCalendar } from "./schema";

export async function getCalendar(ctx: Context, id: string): Promise<{ data: SlaCalendar }> {
  return { data: await loadCalendar(ctx, id) };
}
