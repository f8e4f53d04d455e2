"use client";

import { CircleAlert, CircleCheck, Clock3, Loader } from "lucide-react";
import { formatCount } from "../shared/format-time";
import { RelativeTime } from "../shared/relative-time";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { dayWords } from "./closure-days";
import type { HealthData } from "./closures-queries";

const states = {
  ok: { words: "Up to date", Icon: CircleCheck, style: "text-success-text" },
  late: { words: "Late", Icon: Clock3, style: "text-warning-text" },
  failed: { words: "Failed", Icon: CircleAlert, style: "text-danger-text" },
};

/** Whether the figures can be relied on, and since when, in one quiet line. */
export function HealthLine({ health, isSettled }: { health: HealthData; isSettled: boolean }) {
  const { words, Icon, style } = states[health.state];
  return (
    <p role="status" className="flex flex-wrap items-center gap-x-1.5 text-xs text-muted-foreground">
      {isSettled ? (
        <span className={cn("flex items-center gap-1 font-medium", style)}>
          <Icon aria-hidden className="size-3.5" />
          {words}
        </span>
      ) : (
        <span className="flex items-center gap-1 font-medium text-info-text">
          <Loader aria-hidden className="size-3.5" />
          Still counting
        </span>
      )}
      <span aria-hidden>·</span>
      <span>
        last synced <RelativeTime instant={health.last_run_at} fallback="never" />
      </span>
    </p>
  );
}

export interface HealthBannersProps {
  health: HealthData;
  /** Leads to where agents are linked; absent for whoever may not. */
  onLinkAgents?: () => void;
}

/** What is wrong with the figures, and what to do about it. */
export function HealthBanners({ health, onLinkAgents }: HealthBannersProps) {
  const troubled = health.connections.filter(({ state }) => state !== "ok");
  return (
    <>
      {health.state !== "ok" && (
        <Alert
          tone={health.state === "failed" ? "danger" : "warning"}
          title={
            health.state === "failed"
              ? "The last reading of closures failed"
              : "Closures were not read in the last 90 minutes"
          }
        >
          <p>{health.detail}</p>
          {troubled.map(({ id, name, error_message, last_success_at }) => (
            <p key={id}>
              {name}: {error_message ?? "late"}, last read{" "}
              <RelativeTime instant={last_success_at} fallback="never" />
            </p>
          ))}
          <p>What is shown was counted before that; nothing is made up in its place.</p>
        </Alert>
      )}
      {health.unmapped_agents > 0 && (
        <Alert
          tone="info"
          title={`${formatCount(health.unmapped_agents)} ${
            health.unmapped_agents === 1 ? "agent" : "agents"
          } of an external desk without an account here`}
          action={
            onLinkAgents && (
              <Button size="sm" onClick={onLinkAgents}>
                Link agents
              </Button>
            )
          }
        >
          {formatCount(health.unmapped_closed)} closures of the last 30 days are counted under the agents' own
          names. {!onLinkAgents && "An administrator can link them."}
        </Alert>
      )}
    </>
  );
}

const namedDays = 3;

/** Of the last thirty days; weekends of a desk that rests are among them, so it is no warning. */
export function DaysWithoutData({ days }: { days: string[] }) {
  if (days.length === 0) return null;
  const named = days.slice(-namedDays).map(dayWords).join(", ");
  const rest = days.length - namedDays;
  return (
    <p className="text-xs text-muted-foreground">
      Without any closure in the last 30 days: {named}
      {rest > 0 && ` and ${formatCount(rest)} earlier`}
    </p>
  );
}
