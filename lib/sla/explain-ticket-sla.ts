import { sql } from "@/lib/platform/database/sql";
import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { loadTicket } from "@/lib/tickets/load-ticket";
import { manualNear } from "./clock-columns";
import { type CountedClock, countClocks } from "./count-clocks";
import { listResponseCycles } from "./list-response-cycles";
import { loadClockFacts } from "./load-clock-facts";
import { readPolicyBook } from "./read-policy-book";
import { forecastSegments, type Segment } from "./run-clock";
import type { ClockExplanation, SlaExplanation } from "./schema";
import { storeClocks } from "./settle-clocks";
import type { TicketFacts } from "./ticket-history";

/** Each clock of a ticket as a list of what was counted and what was not. Its due times are the stored ones. */
export async function explainTicketSla(ctx: Context, id: string): Promise<{ data: SlaExplanation }> {
  await loadTicket(ctx, id);
  const [facts] = await loadClockFacts(ctx, sql`t.id = ${id}::uuid`, { lock: true });
  if (!facts) throw notFound("ticket");
  const book = await readPolicyBook(ctx);
  // A recount that has not come to this ticket yet comes to it now: what is explained is what is stored.
  await storeClocks(ctx, [facts], book);
  const { ticket, history, now } = facts;
  const names = await readNames(ctx, ticket);
  const clocks = countClocks(ticket, history, book, now).map((clock) =>
    clock.clock === "resolution" && ticket.sla_due_is_manual && ticket.sla_due_at
      ? explainManual(ticket, clock, now)
      : explainClock(clock, now, names.franchise),
  );
  const answered_responses = await listResponseCycles(ctx, id);
  return {
    data: {
      ticket_id: id,
      at: new Date(now),
      clocks,
      answered_responses,
      ...(await readEscalations(ctx, id)),
    },
  };
}

function explainClock(clock: CountedClock, now: number, franchise: string | null): ClockExplanation {
  const { run, policy, periods } = clock;
  const calendar = periods.at(-1)?.calendar ?? null;
  const counted = run?.counted ?? 0;
  return {
    clock: clock.clock,
    state: run ? stateOf(run.due, run.near, clock.stoppedAt, run.pausedSince, now) : "none",
    started_at: dateOf(clock.startedAt),
    due_at: dateOf(run?.due),
    near_breach_at: dateOf(run?.near),
    stopped_at: run ? dateOf(clock.stoppedAt) : null,
    paused_since: run && clock.stoppedAt === null ? dateOf(run.pausedSince) : null,
    target_minutes: run ? run.target / 60_000 : null,
    counted_seconds: counted / 1000,
    left_seconds: run ? (run.target - counted) / 1000 : null,
    is_manual: false,
    manual_reason: null,
    policy: policy && {
      id: policy.id,
      priority: policy.priority,
      team: policy.franchise_id ? franchise : policy.owner_role,
    },
    calendar: calendar && {
      id: calendar.id,
      name: calendar.name,
      time_zone: calendar.definition.time_zone,
    },
    segments: run
      ? datesOf([...run.segments, ...(clock.stoppedAt === null ? forecastSegments(periods, run) : [])])
      : [],
  };
}

/** Set by hand, a due time is an instant and no budget: every hour up to it counts. */
function explainManual(ticket: TicketFacts, clock: CountedClock, now: number): ClockExplanation {
  const start = ticket.created_at.getTime();
  const due = ticket.sla_due_at?.getTime() ?? start;
  const end = Math.max(start, clock.stoppedAt ?? now);
  const why = `Due time set by hand${ticket.sla_due_reason ? `: ${ticket.sla_due_reason}` : ""}`;
  const segments: Segment[] = [{ from: start, to: end, kind: "counted", why, is_forecast: false }];
  if (clock.stoppedAt === null && due > end)
    segments.push({ from: end, to: due, kind: "counted", why, is_forecast: true });
  const near = manualNear(ticket);
  return {
    ...explainClock({ ...clock, run: null }, now, null),
    state: stateOf(due, near?.getTime() ?? due, clock.stoppedAt, null, now),
    due_at: ticket.sla_due_at,
    near_breach_at: near,
    stopped_at: dateOf(clock.stoppedAt),
    counted_seconds: (end - start) / 1000,
    left_seconds: (due - end) / 1000,
    is_manual: true,
    manual_reason: ticket.sla_due_reason,
    calendar: null,
    segments: datesOf(segments.filter(({ from, to }) => from < to)),
  };
}

function stateOf(
  due: number,
  near: number,
  stoppedAt: number | null,
  pausedSince: number | null,
  now: number,
): ClockExplanation["state"] {
  if (stoppedAt !== null) return stoppedAt > due && (pausedSince ?? stoppedAt) > due ? "missed" : "met";
  if (due < (pausedSince ?? now)) return "breached";
  if (pausedSince !== null) return "paused";
  return near < now ? "near_breach" : "on_track";
}

function datesOf(segments: readonly Segment[]): ClockExplanation["segments"] {
  return segments.map(({ from, to, ...segment }) => ({
    from: new Date(from),
    to: new Date(to),
    ...segment,
  }));
}

function dateOf(at: number | null | undefined): Date | null {
  return at === null || at === undefined ? null : new Date(at);
}

async function readNames(ctx: Context, ticket: TicketFacts): Promise<{ franchise: string | null }> {
  if (!ticket.assigned_franchise_id) return { franchise: null };
  const franchise = await ctx.tx.franchise.findFirst({
    where: { id: ticket.assigned_franchise_id },
    select: { name: true },
  });
  return { franchise: franchise?.name ?? null };
}

async function readEscalations(ctx: Context, id: string) {
  const escalations = await ctx.tx.$queryRaw<SlaExplanation["escalations"]>`
    select level, old_role, new_role, is_chain_end, created_at from sla_escalations
    where ticket_id = ${id}::uuid order by level`;
  const [ticket] = await ctx.tx.$queryRaw<{ next_escalation_at: Date | null }[]>`
    select case when sla_breached and sla_paused_at is null then sla_next_escalation_at end as next_escalation_at
    from tickets where id = ${id}::uuid`;
  return { escalations, next_escalation_at: ticket?.next_escalation_at ?? null };
}
