/**
 * For functions that do one small thing for each event: a storm of them costs a run for fifty instead of one each, and
 * a lone event waits a second at most.
 */
export const inBatches = {
  maxSize: 50,
  timeout: "1s",
  key: "event.data.organization_id",
} as const;

/**
 * Adds up what `run` answers. One that fails keeps none of the others waiting; afterwards the step fails and is tried
 * again, so `run` must do nothing for an event it has seen.
 */
export async function sumOverEvents<Event>(
  events: readonly Event[],
  run: (event: Event) => Promise<number>,
): Promise<number> {
  const failures: unknown[] = [];
  let sum = 0;
  for (const event of events)
    await run(event).then(
      (count) => {
        sum += count;
      },
      (error: unknown) => failures.push(error),
    );
  if (failures.length > 0) throw failures[0];
  return sum;
}
