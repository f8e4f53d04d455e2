"use client";

import { Settings2 } from "lucide-react";
import Link from "next/link";
import { formatCount } from "../shared/format-time";
import { RelativeTime } from "../shared/relative-time";
import { Button } from "../ui/button";
import { ConnectionState } from "./connection-state";
import { StartMenu } from "./start-menu";
import type { Connection, Run } from "./sync-queries";
import { kindNames, vendorNames } from "./sync-words";

export interface ConnectionCardProps {
  connection: Connection;
  /** The run that reads all its changes, if there is one. */
  openRun: Run | undefined;
  mayWrite: boolean;
}

/** A desk, how far behind its copy is, and the ways to read it now. */
export function ConnectionCard({ connection, openRun, mayWrite }: ConnectionCardProps) {
  const { tickets: next } = connection.next_runs;
  return (
    <section
      aria-label={connection.name}
      className="@container grid min-w-0 content-start gap-3 rounded-lg border bg-surface p-4"
    >
      <header className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0">
          <h2 className="flex flex-wrap items-center gap-2 text-base font-semibold">
            <span className="truncate">{connection.name}</span>
            <ConnectionState connection={connection} />
          </h2>
          <p className="truncate text-sm text-muted-foreground">
            {vendorNames[connection.vendor]} · {connection.base_url.replace(/^https?:\/\//, "")}
          </p>
        </div>
        {mayWrite && (
          <div className="flex gap-2">
            {connection.is_active && <StartMenu connection={connection} isBusy={Boolean(openRun)} />}
            <Button asChild variant={connection.is_active ? "ghost" : "primary"}>
              <Link href={`/settings/sync/${connection.id}`}>
                <Settings2 aria-hidden />
                {connection.is_active ? (
                  <span className="@min-[24rem]:@max-[30rem]:sr-only">Settings</span>
                ) : (
                  "Set up"
                )}
              </Link>
            </Button>
          </div>
        )}
      </header>
      <Trouble connection={connection} />
      <dl className="tabular grid grid-cols-2 gap-x-4 gap-y-2 text-sm sm:flex sm:flex-wrap sm:gap-x-8">
        <Fact name="Up to date as of">
          <RelativeTime instant={connection.last_success_started_at} fallback="Never read" />
        </Fact>
        <Fact name="Next by schedule">
          <RelativeTime instant={next} fallback={connection.is_active ? "Never" : "Off"} />
        </Fact>
        <Fact name="Tickets">
          {connection.ticket_count > 0 ? (
            <Link href={`/tickets?source=${connection.source}`} className="text-primary-text hover:underline">
              {formatCount(connection.ticket_count)}
            </Link>
          ) : (
            "0"
          )}
        </Fact>
        <Fact name="Open failures">
          {connection.open_failure_count > 0 ? (
            <Link href="/sync?tab=failures#panels" className="text-primary-text hover:underline">
              {formatCount(connection.open_failure_count)}
            </Link>
          ) : (
            "0"
          )}
        </Fact>
      </dl>
    </section>
  );
}

/** Why nothing comes in: the test, or the last run of a kind. */
function Trouble({ connection: { test_error, last_failure } }: { connection: Connection }) {
  if (test_error) return <p className="text-sm text-danger-text wrap-anywhere">{test_error}</p>;
  if (!last_failure) return null;
  return (
    <p className="text-sm text-danger-text wrap-anywhere">
      {kindNames[last_failure.kind]} failed <RelativeTime instant={last_failure.completed_at} />:{" "}
      {last_failure.error_message ?? "see its report below."}
    </p>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted-foreground">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
