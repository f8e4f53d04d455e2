import { Cron } from "croner";
import { type ConnectionSchedules, type ScheduleName, scheduleNames } from "./schema";

/** The next instant after this one at which the schedule is due; null = never. */
export function nextRun(schedule: string | null, timeZone: string, after: Date): Date | null {
  return schedule === null ? null : new Cron(schedule, { timezone: timeZone, paused: true }).nextRun(after);
}

export function nextRuns(
  schedules: ConnectionSchedules,
  timeZone: string,
  after: Date,
): Record<ScheduleName, Date | null> {
  const due = scheduleNames.map((name) => [name, nextRun(schedules[name], timeZone, after)] as const);
  return Object.fromEntries(due) as Record<ScheduleName, Date | null>;
}
