import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { countClocks } from "./count-clocks";
import { loadClockFacts } from "./load-clock-facts";
import { makeBook, type NamedCalendar, type Policy, type PolicyBook, type Version } from "./policy-book";
import { readPolicyBook } from "./read-policy-book";
import type { ReplayInput } from "./replay-schema";
import { policyKey, type SlaClock } from "./schema";

type ReplayedClock = { clock: SlaClock; isActual: boolean; isDraft: boolean };
export type ReplayedTicket = {
  id: string;
  priority: string;
  team: string | null;
  /** Those that ran. */
  clocks: ReplayedClock[];
};

/** Every clock of these tickets, as it went and as it would have gone under the draft. */
export async function replayClocks(
  ctx: Context,
  ids: readonly string[],
  draftOf: Pick<ReplayInput, "policies" | "calendars">,
): Promise<ReplayedTicket[]> {
  const facts = await loadClockFacts(ctx, sql`t.id = any (${ids}::uuid[])`);
  const actual = await readPolicyBook(ctx);
  const draft = draftBook(actual, draftOf, ctx.now.getTime());
  return facts.map(({ ticket, history, now }) => {
    const went = countClocks(ticket, history, actual, now);
    const wouldGo = countClocks(ticket, history, draft, now);
    const clocks = went.flatMap(({ clock, run, stoppedAt }, at): ReplayedClock[] => {
      const other = wouldGo[at]?.run ?? null;
      if (!run && !other) return [];
      const end = stoppedAt ?? now;
      return [{ clock, isActual: isBreached(run, end), isDraft: isBreached(other, end) }];
    });
    return { id: ticket.id, priority: ticket.priority, team: ticket.sla_team, clocks };
  });
}

/** A clock that stands still is late if it was before it stopped. */
function isBreached(run: { due: number; pausedSince: number | null } | null, end: number): boolean {
  return run !== null && run.due < (run.pausedSince ?? end);
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
