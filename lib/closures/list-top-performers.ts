import type { Context } from "@/lib/platform/organization";
import { countPeople } from "./get-closures";
import { readClock } from "./read-clock";
import { resolvePeriod } from "./resolve-period";
import type { TopPerformers, TopPerformersQuery } from "./schema";

/** Who closed the most in a period; tickets without an agent are nobody's performance. */
export async function listTopPerformers(ctx: Context, query: TopPerformersQuery): Promise<TopPerformers> {
  const clock = await readClock(ctx);
  const { period: _, ...range } = resolvePeriod(query, clock.today);
  const people = await countPeople(ctx, clock, range, null, { ...query, compare: false });
  const data = people.filter(({ kind }) => kind !== "nobody").slice(0, query.limit);
  return { data, ...range, time_zone: clock.time_zone };
}
