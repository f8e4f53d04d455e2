import type { RunData, RunDetailData } from "./operations-queries";

export const statusWords: Record<RunData["status"], string> = {
  queued: "Queued",
  running: "Running",
  completed: "Completed",
  failed: "Failed",
  cancelled: "Cancelled",
};

export const statusTones = {
  queued: "neutral",
  running: "info",
  completed: "success",
  failed: "danger",
  cancelled: "warning",
} as const;

type Step = RunDetailData["steps"][number];

export const stepWords: Record<Step["status"], string> = {
  planned: "Planned",
  waiting: "Waiting",
  retrying: "Will be tried again",
  completed: "Completed",
  failed: "Failed",
};

const kindWords: Record<string, string> = {
  StepRun: "Step",
  Sleep: "Sleep",
  WaitForEvent: "Wait for an event",
  InvokeFunction: "Call of a function",
};

export function kindWord(kind: string): string {
  return kindWords[kind] ?? kind;
}

/** "840 ms", "3.2 s", "4 min 10 s", "2 h 5 min". */
export function durationWords(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min ${Math.round((ms % 60_000) / 1_000)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function tookWords(startedAt: string | null, endedAt: string | null): string {
  if (!startedAt || !endedAt) return "–";
  return durationWords(new Date(endedAt).getTime() - new Date(startedAt).getTime());
}

/** Schedules of one minute or hour in words, any other as cron writes it. */
export function scheduleWords(cron: string): string {
  const everyMinutes = /^\*\/(\d+) \* \* \* \*$/.exec(cron)?.[1];
  if (cron === "* * * * *") return "every minute";
  if (everyMinutes) return `every ${everyMinutes} minutes`;
  const minute = /^(\d+) \* \* \* \*$/.exec(cron)?.[1];
  if (minute) return `every hour at :${minute.padStart(2, "0")}`;
  return cron;
}
