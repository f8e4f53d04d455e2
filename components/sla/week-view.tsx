import type { Hours, TimeWindow } from "./sla-queries";
import { weekdayNames, weekdays } from "./sla-words";

const dayMinutes = 1440;

/** A week at a glance: a line a day, the open hours filled. */
export function WeekView({ hours }: { hours: Hours }) {
  return (
    <div className="grid content-start gap-1">
      <div
        aria-hidden
        className="tabular ml-9 flex justify-between text-2xs leading-3 text-subtle-foreground"
      >
        {["00", "06", "12", "18", "24"].map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
      <ul className="grid gap-1">
        {weekdays.map((day) => {
          const windows = hours[day] ?? [];
          return (
            <li key={day} className="flex items-center gap-2">
              <span aria-hidden className="w-7 shrink-0 text-xs text-muted-foreground">
                {weekdayNames[day].slice(0, 3)}
              </span>
              <span className="sr-only">{`${weekdayNames[day]}: ${windowsWords(windows)}`}</span>
              <span aria-hidden className="relative h-3 min-w-0 flex-1 overflow-hidden rounded-xs bg-muted">
                {windows.map(([from, to]) => (
                  <span
                    key={from}
                    className="absolute inset-y-0 bg-primary"
                    style={{
                      left: `${(minutesOf(from) / dayMinutes) * 100}%`,
                      width: `${((minutesOf(to) - minutesOf(from)) / dayMinutes) * 100}%`,
                    }}
                  />
                ))}
                {[25, 50, 75].map((left) => (
                  <span
                    key={left}
                    className="absolute inset-y-0 w-px bg-background/60"
                    style={{ left: `${left}%` }}
                  />
                ))}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

export function windowsWords(windows: readonly TimeWindow[]): string {
  if (windows.length === 0) return "closed";
  return windows.map(([from, to]) => `${from} to ${to}`).join(", ");
}

/** "40 h a week". */
export function weekWords(hours: Hours): string {
  let minutes = 0;
  for (const windows of Object.values(hours))
    for (const [from, to] of windows) minutes += minutesOf(to) - minutesOf(from);
  const rest = minutes % 60;
  return `${Math.trunc(minutes / 60)} h${rest ? ` ${rest} min` : ""} a week`;
}

export function minutesOf(time: string): number {
  const [hours = "0", minutes = "0"] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}
