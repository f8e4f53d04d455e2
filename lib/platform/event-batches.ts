import { z } from "zod";
import { type Context, systemActor, withOrganization } from "./organization";
import { uuid } from "./schema";

/**
 * For functions that do one small thing for each event: a storm of them costs a run for fifty instead of one each, and
 * a lone event waits a second at most.
 */
export const inBatches = {
  maxSize: 50,
  timeout: "1s",
  key: "event.data.organization_id",
} as const;

const ofOrganization = z.object({ organization_id: uuid });

/**
 * Runs each event in a transaction of its own and adds up what comes back. One that fails keeps none of the others
 * waiting; afterwards the step fails and is tried again, so `run` must do nothing for an event it has seen.
 */
export async function sumOverEvents<Event extends { data?: unknown }>(
  events: readonly Event[],
  run: (ctx: Context, event: Event) => Promise<number>,
): Promise<number> {
  const failures: unknown[] = [];
  let sum = 0;
  for (const event of events)
    try {
      const { organization_id } = ofOrganization.parse(event.data);
      sum += await withOrganization(systemActor(organization_id), (ctx) => run(ctx, event));
    } catch (error) {
      failures.push(error);
    }
  if (failures.length > 0) throw failures[0];
  return sum;
}
