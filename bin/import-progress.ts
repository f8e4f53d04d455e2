import type { ImportRow } from "@/lib/imports/schema";

type Progress = Pick<
  ImportRow,
  "row_offset" | "estimated_rows" | "progress" | "rows_per_second" | "seconds_left" | "rejected_count"
>;

const barWidth = 24;

/** One line that is drawn again and again on a terminal, and a line now and then in a log. */
export function progressLine(progress: Progress): string {
  const filled = Math.round(Math.min(1, progress.progress) * barWidth);
  const bar = "█".repeat(filled) + "░".repeat(barWidth - filled);
  const percent = `${Math.floor(progress.progress * 100)} %`.padStart(5);
  const rows = `${count(progress.row_offset)} of about ${count(progress.estimated_rows)} rows`;
  const rate = progress.rows_per_second ? ` · ${count(progress.rows_per_second)}/s` : "";
  const left = progress.seconds_left === null ? "" : ` · ${duration(progress.seconds_left)} left`;
  const refused = progress.rejected_count > 0 ? ` · ${count(progress.rejected_count)} refused` : "";
  return `${bar} ${percent}  ${rows}${rate}${left}${refused}`;
}

export function showProgress(progress: Progress): void {
  const { stderr } = process;
  if (stderr.isTTY)
    stderr.write(`\r\x1b[2K${progressLine(progress).slice(0, Math.max(20, stderr.columns - 1))}`);
}

export function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[2K");
}

export function count(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 3600 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
