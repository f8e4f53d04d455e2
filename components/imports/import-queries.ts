import { queryOptions, useQueryClient } from "@tanstack/react-query";
import type { importsApi } from "@/lib/imports/api";
import { type Answer, call } from "@/lib/platform/api-client";
import { useChanges } from "../shared/live";

export type ImportDetailData = Answer<typeof importsApi.get>["data"];
export type ImportListData = Answer<typeof importsApi.list>;
export type ImportRowData = ImportListData["data"][number];
export type PreviewRowData = ImportDetailData["preview"][number];
export type MappingData = ImportDetailData["mapping"];
export type ColumnData = ImportDetailData["analysis"]["columns"][number];

/** Live changes refresh at once; this is for when the connection is down. */
const pollMs = 3_000;

export function isUnderWay(job: { status: string } | undefined): boolean {
  return job?.status === "pending" || job?.status === "running";
}

export function importQuery(id: string) {
  return queryOptions({
    queryKey: ["imports", "one", id],
    queryFn: ({ signal }) => call<typeof importsApi.get>("GET", "/imports/{id}", { params: { id }, signal }),
    refetchInterval: (query) => (isUnderWay(query.state.data?.data) ? pollMs : false),
  });
}

export function importListQuery() {
  return queryOptions({
    queryKey: ["imports", "list"],
    queryFn: ({ signal }) =>
      call<typeof importsApi.list>("GET", "/imports", { query: { limit: 50 }, signal }),
    refetchInterval: (query) => (query.state.data?.data.some(isUnderWay) ? pollMs : false),
  });
}

export function mappingsQuery() {
  return queryOptions({
    queryKey: ["import-mappings"],
    queryFn: ({ signal }) => call<typeof importsApi.listMappings>("GET", "/import-mappings", { signal }),
  });
}

/** Follows what the server says about imports. */
export function useLiveImports(): void {
  const client = useQueryClient();
  useChanges((events) => {
    if (events.some(({ name }) => name.startsWith("import.") || name === "resync"))
      void client.invalidateQueries({ queryKey: ["imports"] });
  });
}
