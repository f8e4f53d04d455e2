import { and, type Sql, sql } from "@/lib/platform/database/sql";
import { clockShift, countedBits, readReplayNumber } from "@/lib/sla/replay-cell";

/** The tickets behind one number of an SLA replay. */
export function replayConditions(number: string | undefined): Sql[] {
  const wanted = number === undefined ? null : readReplayNumber(number);
  if (!wanted) return [];
  const { replay_id, clock, outcome, priority, team } = wanted;
  const conditions = [
    sql`r.replay_id = ${replay_id}::uuid`,
    sql`(r.outcomes >> ${clockShift(clock)}::int) & 7 = any (${countedBits[outcome]}::int[])`,
  ];
  if (priority)
    conditions.push(sql`r.priority = ${priority}`, sql`r.team is not distinct from ${team ?? null}`);
  return [sql`t.id in (select r.ticket_id from sla_replay_tickets r where ${and(conditions)})`];
}
