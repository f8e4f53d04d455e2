import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { ticketPriorities } from "@/lib/tickets/schema";
import type { SlaPolicy } from "./schema";

type Answer = { data: SlaPolicy[]; revision: string; recounting: number };

/** What each priority promises and who is asked in turn: for everybody first, then for single teams. */
export async function listSlaPolicies(ctx: Context): Promise<Answer> {
  const data = await ctx.tx.$queryRaw<SlaPolicy[]>`
    select c.id, c.priority, c.owner_role, c.franchise_id, f.name as franchise_name, c.response_time_minutes,
      c.next_response_time_minutes, c.resolution_time_minutes, c.response_calendar_id, c.next_response_calendar_id,
      c.resolution_calendar_id, c.response_pauses, c.next_response_pauses, c.resolution_pauses, c.escalation_chain,
      c.escalation_interval_minutes
    from sla_config c left join franchises f on f.id = c.franchise_id
    order by c.owner_role is not null or c.franchise_id is not null, f.name nulls first, c.owner_role nulls first,
      array_position(${[...ticketPriorities]}::text[], c.priority)`;
  return { data, ...(await readProgress(ctx)) };
}

/** The revision that a change must name to be sure of what it replaces, and how much of the last one is still to do. */
async function readProgress(ctx: Context): Promise<Omit<Answer, "data">> {
  const open = sql`not t.archived and t.status not in ('RESOLVED', 'CLOSED')`;
  const [row] = await ctx.tx.$queryRaw<{ revision: string; recounting: number }[]>`
    select (select coalesce(md5(string_agg(v.id::text, ' ' order by v.id)), '') from sla_versions v
        where v.kind = 'policy' and v.valid_to is null) as revision,
      coalesce((select count(*)::int from tickets t where ${open}
        and t.id > (select coalesce(r.after_id, '00000000-0000-0000-0000-000000000000') from sla_recounts r
          where r.completed_at is null order by r.created_at desc limit 1)), 0) as recounting`;
  return row ?? { revision: "", recounting: 0 };
}
