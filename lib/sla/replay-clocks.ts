import { sql } from "@/lib/platform/database/sql";
import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { countClocks } from "./count-clocks";
import { type ClockFacts, loadClockFacts } from "./load-clock-facts";
import { makeBook, type NamedCalendar, type Policy, type PolicyBook, type Version } from "./policy-book";
import { readPolicyBook } from "./read-policy-book";
import { type ReplayInput, replayLimit } from "./replay-schema";
import { policyKey, type SlaClock } from "./schema";

export type ReplayedClock = {
  clock: SlaClock;
  facts: ClockFacts;
  stoppedAt: number | null;
  actualDue: number | null;
  draftDue: number | null;
  isActual: boolean;
  isDraft: boolean;
};

/** Every clock of the tickets of a period, as it went and as it would have gone under the draft. */
export async function replayClocks(
  ctx: Context,
  input: Pick<ReplayInput, "from" | "to" | "policies" | "calendars">,
): Promise<ReplayedClock[]> {
  const facts = await loadPeriod(ctx, input);
  const actual = await readPolicyBook(ctx);
  const draft = draftBook(actual, input, ctx.now.getTime());
  return facts.flatMap((one) => {
    const { ticket, history, now } = one;
    const went = countClocks(ticket, history, actual, now);
    const wouldGo = countClocks(ticket, history, draft, now);
    return went.flatMap((clock, at): ReplayedClock[] => {
      const other = wouldGo[at]?.run ?? null;
      if (!clock.run && !other) return [];
      const end = clock.stoppedAt ?? now;
      return [
        {
          clock: clock.clock,
          facts: one,
          stoppedAt: clock.stoppedAt,
          actualDue: clock.run?.due ?? null,
          draftDue: other?.due ?? null,
          isActual: isBreached(clock.run, end),
          isDraft: isBreached(other, end),
        },
      ];
    });
  });
}

/** A clock that stands still is late if it was before it stopped. */
function isBreached(run: { due: number; pausedSince: number | null } | null, end: number): boolean {
  return run !== null && run.due < (run.pausedSince ?? end);
}

async function loadPeriod(
  ctx: Context,
  { from, to }: Pick<ReplayInput, "from" | "to">,
): Promise<ClockFacts[]> {
  const [found] = await ctx.tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from tickets t where not t.archived and t.created_at >= ${from} and t.created_at < ${to}`;
  if ((found?.count ?? 0) > replayLimit)
    throw new AppError(
      "invalid_input",
      `${found?.count.toLocaleString("en")} tickets were created in this period; a replay looks at up to ${replayLimit.toLocaleString("en")}. Choose a shorter one.`,
      { fields: [{ field: "to", message: "Choose a shorter period." }] },
    );
  return loadClockFacts(ctx, sql`not t.archived and t.created_at >= ${from} and t.created_at < ${to}`);
}

/** What is in force now with the draft's changes, as if it had always been so. */
function draftBook(
  actual: PolicyBook,
  { policies, calendars }: Pick<ReplayInput, "policies" | "calendars">,
  now: number,
): PolicyBook {
  const present = ({ valid_to }: { valid_to: number }) => valid_to > now;
  const replaced = new Set(policies.map(policyKey));
  const always = <Definition>(subject_id: string, definition: Definition): Version<Definition> => ({
    subject_id,
    definition,
    valid_from: Number.NEGATIVE_INFINITY,
    valid_to: Number.POSITIVE_INFINITY,
  });
  const kept = actual.policies.filter(present).map(({ definition }) => definition);
  const all: Policy[] = [
    ...kept.filter((policy) => !replaced.has(policyKey(policy))),
    ...policies.map((policy) => ({ ...policy, id: `draft ${policyKey(policy)}` })),
  ];
  const byId = new Map<string, NamedCalendar>();
  for (const [id, versions] of actual.calendars) {
    const last = versions.findLast(present);
    if (last) byId.set(id, { ...last.definition.definition, name: last.definition.name });
  }
  for (const { id, ...definition } of calendars) byId.set(id, definition);
  return makeBook(
    all.map((policy) => always(policy.id, policy)),
    [...byId].map(([id, definition]) => always(id, definition)),
  );
}
