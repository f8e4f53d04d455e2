import { join, type Sql, sql } from "@/lib/platform/database/sql";
import { currentInstant } from "./filter-dates";
import type { TicketFilters } from "./schema";

type ClockStatus = NonNullable<TicketFilters["sla_status"]>[number];
type ClockColumns = { open: Sql; completed: Sql; due: Sql; near: Sql; paused: Sql };

const open = sql`t.status not in ('RESOLVED', 'CLOSED')`;
const completed = sql`t.status in ('RESOLVED', 'CLOSED')`;
const resolution: ClockColumns = {
  open,
  completed,
  due: sql`t.sla_due_at`,
  near: sql`t.sla_near_breach_at`,
  paused: sql`t.sla_paused_at`,
};
const firstResponse: ClockColumns = {
  open: sql`${open} and t.first_response_at is null`,
  completed: sql`(${completed} or t.first_response_at is not null)`,
  due: sql`t.response_due_at`,
  near: sql`t.response_near_breach_at`,
  paused: sql`t.response_paused_at`,
};
const nextResponse: ClockColumns = {
  open,
  completed,
  due: sql`t.next_response_due_at`,
  near: sql`t.next_response_near_breach_at`,
  paused: sql`t.next_response_paused_at`,
};

/** Tickets by where their clocks stand. */
export function clockConditions(filters: TicketFilters): Sql[] {
  const asked: [ClockColumns, readonly ClockStatus[] | undefined][] = [
    [resolution, filters.sla_status],
    [firstResponse, filters.response_status],
    [nextResponse, filters.next_response_status],
  ];
  return asked.flatMap(([clock, statuses]) => {
    if (!statuses) return [];
    const wanted = statuses.map((status) => statusCondition(clock, status));
    return [sql`(${join(wanted, " or ")})`];
  });
}

/** get_clock_status() spelled as ranges, so that its indexes serve; a test holds the two together. */
function statusCondition(clock: ClockColumns, status: ClockStatus): Sql {
  const { due, near, paused } = clock;
  switch (status) {
    case "completed":
      return clock.completed;
    case "no_sla":
      return sql`(${clock.open} and ${due} is null)`;
    case "breached":
      return sql`(${clock.open} and ${due} < ${currentInstant} and (${paused} is null or ${due} < ${paused}))`;
    case "paused":
      return sql`(${clock.open} and ${paused} is not null and ${due} >= ${paused})`;
    case "near_breach":
      return sql`(${clock.open} and ${paused} is null and ${due} >= ${currentInstant} and ${near} < ${currentInstant})`;
    case "on_track":
      return sql`(${clock.open} and ${paused} is null and ${due} >= ${currentInstant} and ${near} >= ${currentInstant})`;
  }
}
