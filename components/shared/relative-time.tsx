"use client";

import { cn } from "../ui/cn";
import { tooltip } from "../ui/tooltip";
import { formatInstant, formatRelative } from "./format-time";
import { usePreferences } from "./preferences";
import { useNow } from "./use-now";

export interface RelativeTimeProps {
  instant: string | number | Date | null | undefined;
  /** Shown when there is no instant. */
  fallback?: string;
  className?: string;
}

export function RelativeTime({ instant, fallback = "–", className }: RelativeTimeProps) {
  const { timeZone } = usePreferences();
  const now = useNow();
  if (instant === null || instant === undefined) {
    return <span className={cn("text-subtle-foreground", className)}>{fallback}</span>;
  }
  return (
    <time
      dateTime={new Date(instant).toISOString()}
      className={cn("tabular whitespace-nowrap", className)}
      {...tooltip(formatInstant(instant, timeZone))}
    >
      {formatRelative(instant, timeZone, now)}
    </time>
  );
}
