import { createRandom, type Random } from "@/prisma/seed/random";

/** Everything about a thing is drawn from the seed, its kind and its id, so that it can be made again at any time. */
export function randomOf(seed: number, kind: string, id: number): Random {
  let hash = 2_166_136_261 ^ seed;
  for (let index = 0; index < kind.length; index += 1)
    hash = Math.imul(hash ^ kind.charCodeAt(index), 16_777_619);
  hash = Math.imul(hash ^ id, 2_246_822_507);
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909);
  return createRandom(hash ^ (hash >>> 16));
}

/** The key whose share of all weights the draw fell into. */
export function weighted<Key extends string | number>(
  random: Random,
  weights: readonly (readonly [Key, number])[],
): Key {
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random.next() * total;
  for (const [key, weight] of weights) {
    left -= weight;
    if (left < 0) return key;
  }
  const last = weights.at(-1);
  if (!last) throw new Error("Nothing to draw from.");
  return last[0];
}
