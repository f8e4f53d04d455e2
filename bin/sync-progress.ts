import type { SyncRun } from "@/lib/sync/schema";
import { count } from "./import-progress";

const barWidth = 24;

/** One line that is drawn again and again on a terminal. */
export function showSync(run: SyncRun): void {
  const { stderr } = process;
  if (stderr.isTTY) stderr.write(`\r\x1b[2K${syncLine(run).slice(0, Math.max(20, stderr.columns - 1))}`);
}

export function syncLine(run: SyncRun): string {
  const parts = [
    `${bar(run)}${run.phase.padEnd(9)} ${count(run.read_count)} read`,
    `${count(run.new_count)} new`,
    `${count(run.changed_count)} changed`,
    ...(run.deleted_count > 0 ? [`${count(run.deleted_count)} deleted`] : []),
    ...(run.failed_count > 0 ? [`${count(run.failed_count)} failed`] : []),
    ...(run.tickets_per_second ? [`${run.tickets_per_second}/s`] : []),
    ...(run.throttled_seconds >= 1 ? [`${count(run.throttled_seconds)} s throttled`] : []),
    ...(run.seconds_left ? [left(run.seconds_left)] : []),
  ];
  return parts.join(" · ");
}

/** Nothing where nobody knows how many tickets there are. */
function bar({ expected_count, read_count }: SyncRun): string {
  if (!expected_count) return "";
  const filled = Math.round(Math.min(1, read_count / expected_count) * barWidth);
  return `${"█".repeat(filled)}${"░".repeat(barWidth - filled)} `;
}

function left(seconds: number): string {
  if (seconds < 90) return `${seconds} s left`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min left` : `${(seconds / 3600).toFixed(1)} h left`;
}
