import { createRandom } from "@/prisma/seed/random";
import type { ChangeKind, Changes } from "./world/changes";
import { weighted } from "./world/randomness";

/** How often what happens at a desk in business hours. */
const daily: readonly (readonly [ChangeKind, number])[] = [
  ["create", 18],
  ["reply", 22],
  ["answer", 14],
  ["note", 9],
  ["time_entry", 12],
  ["assign", 6],
  ["edit", 4],
  ["resolve", 11],
  ["close", 10],
  ["reopen", 3],
  ["edit_conversation", 1],
  ["edit_time_entry", 1],
  ["delete", 1],
  ["restore", 1],
  ["spam", 1],
  ["merge", 1],
];

/** Lets the desk live on, so many changes a minute at uneven distances; the answer ends it. */
export function liveOn(changes: Changes, options: { perMinute: number; seed: number }): () => void {
  const random = createRandom(options.seed ^ 0x11fe);
  let timer: NodeJS.Timeout;
  const plan = () => {
    const waitMs = -Math.log(1 - random.next()) * (60_000 / options.perMinute);
    timer = setTimeout(() => {
      changes.make(weighted(random, daily));
      plan();
    }, waitMs);
  };
  plan();
  return () => clearTimeout(timer);
}
