import { handle } from "@/lib/platform/handle";
import { slaApi } from "@/lib/sla/api";
import { deleteCalendar } from "@/lib/sla/delete-calendar";
import { getCalendar } from "@/lib/sla/get-calendar";
import { updateCalendar } from "@/lib/sla/update-calendar";

export const GET = handle(slaApi.calendar, ({ ctx, params }) => getCalendar(ctx, params.id));
export const PUT = handle(slaApi.updateCalendar, ({ ctx, params, body }) =>
  updateCalendar(ctx, params.id, body),
);
export const DELETE = handle(slaApi.deleteCalendar, ({ ctx, params }) => deleteCalendar(ctx, params.id));
