import type { Context } from "@/lib/platform/organization";
import type { SlaExplanation } from "./schema";

/** The answered waits of a ticket's requester, oldest first. */
export async function listResponseCycles(
  ctx: Context,
  ticketId: string,
): Promise<SlaExplanation["answered_responses"]> {
  return ctx.tx.$queryRaw<SlaExplanation["answered_responses"]>`
    select c.started_at, c.due_at, c.answered_at, c.breached, c.target_minutes, c.priority, c.team,
      case when v.id is not null then jsonb_build_object('version_id', v.id, 'name', v.definition ->> 'name',
        'time_zone', v.definition #>> '{definition,time_zone}') end as calendar
    from ticket_response_cycles c left join sla_versions v on v.id = c.calendar_version_id
    where c.ticket_id = ${ticketId}::uuid order by c.started_at`;
}
