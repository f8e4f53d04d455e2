import type { SimRequest, SimResponse } from "../server/desk";
import type { SimTicket } from "../world/types";
import type { World } from "../world/world";

const defaultWindowMs = 30 * 86_400_000;

/** Ids rise with the instant of creation, the order of lists; the newest is first unless asked otherwise. */
export function* matching(
  last: number,
  ascending: boolean,
  matches: (id: number) => boolean,
): Generator<number> {
  for (let step = 1; step <= last; step += 1) {
    const id = ascending ? step : last + 1 - step;
    if (matches(id)) yield id;
  }
}

/** The same ids in the order of their last change. */
export function* matchingByChange(
  world: World,
  ascending: boolean,
  matches: (id: number) => boolean,
): Generator<number> {
  if (!ascending) {
    yield* [...matchingByChange(world, true, matches)].reverse();
    return;
  }
  for (const id of world.index.changedSince(0)) if (matches(id)) yield id;
}

/** Both Freshworks desks show only what was created in the last thirty days unless asked since when. */
export function inWindow(world: World, since: number | null): (id: number) => boolean {
  const { index } = world;
  const oldest = world.now() - defaultWindowMs;
  return since === null ? (id) => index.createdAt(id) >= oldest : (id) => index.updatedAt(id) >= since;
}

export function includesOf(query: URLSearchParams): string[] {
  return (query.get("include") ?? "")
    .split(",")
    .map((each) => each.trim())
    .filter(Boolean);
}

export function withTicket(
  world: World,
  { params }: SimRequest,
  use: (ticket: SimTicket) => SimResponse,
): SimResponse {
  const ticket = world.ticket(Number(params[0]));
  return ticket ? use(ticket) : { status: 404 };
}
