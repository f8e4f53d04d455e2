import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { type Answer, call } from "@/lib/platform/api-client";
import type { syncApi } from "@/lib/sync/api";
import type { syncConnectionsApi } from "@/lib/sync/connections/api";
import { useChanges } from "../shared/live";

export type Connection = Answer<typeof syncConnectionsApi.get>["data"];
export type Run = Answer<typeof syncApi.getRun>["data"];
export type Failure = Answer<typeof syncApi.listFailures>["data"][number];
export type Drift = Answer<typeof syncApi.listDrifts>["data"][number];
export type SyncCompany = Answer<typeof syncApi.listCompanies>["data"][number];
export type WriteBack = Answer<typeof syncApi.listWriteBacks>["data"][number];

/** Live changes refresh at once; these are for when the connection is down. */
const idleMs = 30_000;
const busyMs = 3_000;

export const syncKey = ["sync"] as const;
export const runsKey = [...syncKey, "runs"] as const;

export const connectionsQuery = queryOptions({
  queryKey: [...syncKey, "connections"],
  queryFn: async ({ signal }) =>
    (await call<typeof syncConnectionsApi.list>("GET", "/sync-connections", { signal })).data,
  refetchInterval: idleMs,
});

export function connectionQuery(id: string) {
  return queryOptions({
    queryKey: [...syncKey, "connections", id],
    queryFn: async ({ signal }) =>
      (await call<typeof syncConnectionsApi.get>("GET", "/sync-connections/{id}", { params: { id }, signal }))
        .data,
  });
}

/** What runs now or waits, of every connection. */
export const openRunsQuery = queryOptions({
  queryKey: [...runsKey, "open"],
  queryFn: async ({ signal }) =>
    (
      await call<typeof syncApi.listRuns>("GET", "/sync-runs", {
        query: { status: ["queued", "running"], limit: 20 },
        signal,
      })
    ).data,
  refetchInterval: ({ state }) => (state.data?.length ? busyMs : idleMs),
});

/** A run tells of every page; a person sees no more than this. */
const gatherMs = 1_000;

/** Follows what the server says about runs and connections. */
export function useLiveSync(): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useChanges((events) => {
    if (!events.some(({ name }) => name.startsWith("sync.") || name === "resync")) return;
    const isProgress = events.every(({ name }) => name === "sync.run_progressed");
    if (!isProgress) void client.invalidateQueries({ queryKey: syncKey });
    else
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        void client.invalidateQueries({ queryKey: runsKey });
      }, gatherMs);
  });
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "The server did not answer. Try again.";
}
