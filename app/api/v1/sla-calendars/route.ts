import { handle } from "@/lib/platform/handle";
import { slaApi } from "@/lib/sla/api";
import { createCalendar } from "@/lib/sla/create-calendar";
import { listCalendars } from "@/lib/sla/list-calendars";

export const GET = handle(slaApi.calendars, ({ ctx }) => listCalendars(ctx));
export const POST = handle(slaApi.createCalendar, ({ ctx, body }) => createCalendar(ctx, body));
