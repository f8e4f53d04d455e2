import type { Context } from "@/lib/platform/organization";
import type { SlaPolicy } from "./schema";

const priorities = ["LOW", "MEDIUM", "HIGH", "CRITICAL"];

/** What each priority promises: minutes to first answer and to resolution, and who is asked in turn. */
export async function listSlaPolicies(ctx: Context): Promise<{ data: SlaPolicy[] }> {
  const data = await ctx.tx.$queryRaw<SlaPolicy[]>`
    select priority, response_time_minutes, resolution_time_minutes, escalation_chain from sla_config
    order by array_position(${priorities}::text[], priority)`;
  return { data };
}
