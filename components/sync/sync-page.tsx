"use client";

import { useQuery } from "@tanstack/react-query";
import { Plug } from "lucide-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { ApiError } from "@/lib/platform/api-client";
import { Copyable } from "../shared/copyable";
import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import { PageFrame } from "../shared/page-frame";
import { Button } from "../ui/button";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/tabs";
import { ConnectionCard } from "./connection-card";
import { DriftPanel } from "./drift-panel";
import { FailuresPanel } from "./failures-panel";
import { MappingPanel } from "./mapping-panel";
import { RunHistory } from "./run-history";
import { RunProgress } from "./run-progress";
import { type Connection, connectionsQuery, openRunsQuery, type Run, useLiveSync } from "./sync-queries";
import { WriteBacksPanel } from "./write-backs-panel";

export interface SyncPageProps {
  initial: { connections: Connection[]; openRuns: Run[] };
  /** May start, cancel, retry and map. */
  mayWrite: boolean;
}

const readsEverything: Run["kind"][] = ["full", "incremental", "closures"];
const simulate = "npm run docket -- simulate freshservice --live";

/** The mirror: which desks are copied, how far behind, what runs, what failed. */
export function SyncPage({ initial, mayWrite }: SyncPageProps) {
  const connections = useQuery({ ...connectionsQuery, initialData: initial.connections });
  const openRuns = useQuery({ ...openRunsQuery, initialData: initial.openRuns });
  useLiveSync();
  const error = connections.error ?? openRuns.error;
  return (
    <PageFrame
      title="Sync"
      actions={
        mayWrite && (
          <Button asChild size="sm">
            <Link href="/settings/sync">Connections</Link>
          </Button>
        )
      }
    >
      <div className="mx-auto grid w-full max-w-6xl gap-6 p-4 md:p-6">
        {error && (
          <ErrorState
            message={error.message}
            notLost="Runs go on without this page."
            requestId={error instanceof ApiError ? error.problem.request_id : null}
            onRetry={() => Promise.all([connections.refetch(), openRuns.refetch()])}
            isRetrying={connections.isFetching || openRuns.isFetching}
          />
        )}
        {connections.data.length === 0 ? (
          <NothingConnected mayWrite={mayWrite} />
        ) : (
          <>
            <div className={connections.data.length > 1 ? "grid gap-4 xl:grid-cols-2" : "grid"}>
              {connections.data.map((connection) => (
                <ConnectionCard
                  key={connection.id}
                  connection={connection}
                  openRun={openRuns.data.find(
                    (run) => run.connection_id === connection.id && readsEverything.includes(run.kind),
                  )}
                  mayWrite={mayWrite}
                />
              ))}
            </div>
            {openRuns.data.length > 0 && (
              <section aria-label="Under way" className="grid gap-3">
                {openRuns.data.map((run) => (
                  <RunProgress key={run.id} run={run} mayCancel={mayWrite} />
                ))}
              </section>
            )}
            <Panels connections={connections.data} mayWrite={mayWrite} />
          </>
        )}
      </div>
    </PageFrame>
  );
}

/** The open one is in the address, so that a link to the failures shows the failures. */
function Panels({ connections, mayWrite }: { connections: Connection[]; mayWrite: boolean }) {
  const pathname = usePathname();
  const chosen = useSearchParams().get("tab") ?? "history";
  const sum = (count: (connection: Connection) => number) =>
    connections.reduce((total, connection) => total + count(connection), 0);
  const tabs = [
    { value: "history", label: "History" },
    { value: "failures", label: "Failures", count: sum((one) => one.open_failure_count) },
    { value: "mapping", label: "Needs mapping", count: sum((one) => one.needs_mapping_count) },
    { value: "drift", label: "Drift", count: sum((one) => one.open_drift_count) },
    { value: "sent", label: "Sent back" },
  ];
  const hasManyConnections = connections.length > 1;
  const open = tabs.some(({ value }) => value === chosen) ? chosen : "history";
  const show = (value: string) =>
    window.history.replaceState(null, "", value === "history" ? pathname : `${pathname}?tab=${value}`);
  return (
    <Tabs id="panels" value={open} onValueChange={show} className="min-w-0 scroll-mt-4">
      <TabsList aria-label="What became of it">
        {tabs.map(({ value, label, count }) => (
          <TabsTrigger key={value} value={value} count={count}>
            {label}
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value="history">
        <RunHistory hasManyConnections={hasManyConnections} />
      </TabsContent>
      <TabsContent value="failures">
        <FailuresPanel mayRetry={mayWrite} hasManyConnections={hasManyConnections} />
      </TabsContent>
      <TabsContent value="mapping">
        <MappingPanel mayMap={mayWrite} hasManyConnections={hasManyConnections} />
      </TabsContent>
      <TabsContent value="drift">
        <DriftPanel hasManyConnections={hasManyConnections} />
      </TabsContent>
      <TabsContent value="sent">
        <WriteBacksPanel mayDecide={mayWrite} />
      </TabsContent>
    </Tabs>
  );
}

function NothingConnected({ mayWrite }: { mayWrite: boolean }) {
  return (
    <EmptyState
      Icon={Plug}
      title="No desk connected yet"
      className="rounded-lg border"
      action={
        mayWrite && (
          <Button asChild variant="primary">
            <Link href="/settings/sync">Connect a desk</Link>
          </Button>
        )
      }
    >
      <p>
        Docket copies every ticket of Freshservice, Freshdesk or Zendesk with its conversation, notes and
        hours, and keeps the copy up to date.
      </p>
      <p className="mt-2">
        To try it without an account, run a simulated desk beside this one and connect to the address it
        prints:
      </p>
      <Copyable value={simulate} name="command" className="mt-2 inline-block font-mono text-xs" />
      {!mayWrite && <p className="mt-2">An administrator connects desks.</p>}
    </EmptyState>
  );
}
