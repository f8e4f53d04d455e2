import { queryOptions, useInfiniteQuery } from "@tanstack/react-query";
import type { operationsApi } from "@/lib/operations/api";
import { type Answer, call } from "@/lib/platform/api-client";

export type OverviewData = Answer<typeof operationsApi.overview>;
export type FunctionsData = Answer<typeof operationsApi.listFunctions>;
export type FunctionData = FunctionsData["data"][number];
export type RunsData = Answer<typeof operationsApi.listRuns>;
export type RunData = RunsData["data"][number];
export type RunDetailData = Answer<typeof operationsApi.getRun>["data"];
export type RunFilters = { fn: string; status: RunData["status"] | "" };

export const operationsKey = ["operations"];
const pollMs = 4_000;
const functionsPollMs = 15_000;

export function overviewQuery(initialData?: OverviewData) {
  return queryOptions({
    queryKey: [...operationsKey, "overview"],
    queryFn: ({ signal }) => call<typeof operationsApi.overview>("GET", "/operations", { signal }),
    refetchInterval: pollMs,
    ...(initialData && { initialData }),
  });
}

export function functionsQuery(initialData?: FunctionsData) {
  return queryOptions({
    queryKey: [...operationsKey, "functions"],
    queryFn: ({ signal }) =>
      call<typeof operationsApi.listFunctions>("GET", "/operations/functions", { signal }),
    refetchInterval: functionsPollMs,
    ...(initialData && { initialData }),
  });
}

export function runQuery(id: string) {
  return queryOptions({
    queryKey: [...operationsKey, "run", id],
    queryFn: ({ signal }) =>
      call<typeof operationsApi.getRun>("GET", "/operations/runs/{id}", { params: { id }, signal }),
    refetchInterval: (query) => (isUnderWay(query.state.data?.data) ? pollMs / 2 : false),
  });
}

/** Runs come and go: the pages on screen are read again every few seconds. */
export function useRuns(filters: RunFilters, initial: { filters: RunFilters; page: RunsData }) {
  const isInitial = JSON.stringify(filters) === JSON.stringify(initial.filters);
  return useInfiniteQuery({
    queryKey: [...operationsKey, "runs", filters],
    queryFn: ({ pageParam, signal }) =>
      call<typeof operationsApi.listRuns>("GET", "/operations/runs", {
        query: {
          limit: 50,
          ...(filters.fn && { function_id: [filters.fn] }),
          ...(filters.status && { status: [filters.status] }),
          ...(pageParam && { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.pagination.next_cursor,
    placeholderData: (previous) => previous,
    refetchInterval: pollMs,
    ...(isInitial && { initialData: { pages: [initial.page], pageParams: [""] } }),
  });
}

export function isUnderWay(run: { status: string } | undefined): boolean {
  return run?.status === "queued" || run?.status === "running";
}
