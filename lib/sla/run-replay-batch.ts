import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { addCounts, noCounts } from "./get-replay";
import { outcomeBits } from "./replay-cell";
import { type ReplayedTicket, replayClocks } from "./replay-clocks";
import { type ReplayCell, type ReplayCount, replayInput } from "./replay-schema";

const batchTickets = 500;

type Replay = {
  id: string;
  input: unknown;
  result: { tickets: number; cells: ReplayCell[] };
  after_created_at: Date | null;
  after_id: string | null;
};
type Found = { id: string; created_at: Date };

/**
 * Replays the next tickets in the order of their creation. What came out and the place it reaches to are one
 * transaction, so that a crash repeats nothing. Returns whether more are waiting.
 */
export async function runReplayBatch(ctx: Context, id: string): Promise<boolean> {
  const [replay] = await ctx.tx.$queryRaw<Replay[]>`
    select id, input, result, after_created_at, after_id from sla_replays
    where id = ${id}::uuid and status in ('queued', 'running') for update`;
  if (!replay) return false;
  const input = replayInput.parse(replay.input);
  const found = await nextTickets(ctx, replay, input);
  const ids = found.map((ticket) => ticket.id);
  const tickets = (await replayClocks(ctx, ids, input)).filter(({ clocks }) => clocks.length > 0);
  await storeTickets(ctx, id, tickets);
  const result = addUp(replay.result, tickets);
  const last = found.at(-1);
  const isDone = found.length < batchTickets;
  await ctx.tx.$executeRaw`
    update sla_replays set result = ${JSON.stringify(result)}::jsonb, done_tickets = done_tickets + ${found.length}::int,
      after_created_at = coalesce(${last?.created_at ?? null}::timestamptz, after_created_at),
      after_id = coalesce(${last?.id ?? null}::uuid, after_id), started_at = coalesce(started_at, app_now()),
      status = ${isDone ? "completed" : "running"}, completed_at = case when ${isDone} then app_now() end
    where id = ${id}::uuid`;
  return !isDone;
}

function nextTickets(ctx: Context, replay: Replay, { from, to }: { from: Date; to: Date }): Promise<Found[]> {
  const behind = replay.after_id
    ? sql`(t.created_at, t.id) > (${replay.after_created_at}, ${replay.after_id}::uuid)`
    : sql`true`;
  // Tickets that another desk owns have their clocks there.
  return ctx.tx.$queryRaw<Found[]>`
    select t.id, t.created_at from tickets t
    where not t.archived and not t.is_mirrored and t.created_at >= ${from} and t.created_at < ${to} and ${behind}
    order by t.created_at, t.id limit ${batchTickets}`;
}

async function storeTickets(ctx: Context, id: string, tickets: readonly ReplayedTicket[]): Promise<void> {
  const rows = tickets.map(({ id: ticket_id, priority, team, clocks }) => ({
    ticket_id,
    priority,
    team,
    outcomes: clocks.reduce((bits, one) => bits | outcomeBits(one.clock, one), 0),
  }));
  await ctx.tx.$executeRaw`
    insert into sla_replay_tickets (replay_id, ticket_id, priority, team, outcomes)
    select ${id}::uuid, r.ticket_id, r.priority, r.team, r.outcomes
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (ticket_id uuid, priority text, team text, outcomes smallint)`;
}

function addUp(before: Replay["result"], tickets: readonly ReplayedTicket[]): Replay["result"] {
  const keyOf = (cell: Pick<ReplayCell, "clock" | "priority" | "team">) =>
    `${cell.clock} ${cell.priority} ${cell.team}`;
  const cells = new Map(before.cells.map((cell) => [keyOf(cell), cell]));
  for (const { priority, team, clocks } of tickets) {
    for (const { clock, isActual, isDraft } of clocks) {
      const place = { clock, priority: priority as ReplayCell["priority"], team };
      const cell = cells.get(keyOf(place)) ?? { ...place, ...noCounts };
      const one: ReplayCount = {
        tickets: 1,
        actual: Number(isActual),
        draft: Number(isDraft),
        added: Number(isDraft && !isActual),
        removed: Number(isActual && !isDraft),
      };
      cells.set(keyOf(place), { ...place, ...addCounts(cell, one) });
    }
  }
  return { tickets: before.tickets + tickets.length, cells: [...cells.values()] };
}
