import { queryOptions, useQueryClient } from "@tanstack/react-query";
import type { exportsApi } from "@/lib/exports/api";
import { type Answer, call } from "@/lib/platform/api-client";
import { useChanges } from "../shared/live";

export type ExportData = Answer<typeof exportsApi.get>["data"];
export type ExportListData = Answer<typeof exportsApi.list>;

/** Live changes refresh at once; this is for when the connection is down. */
const pollMs = 3_000;

export function isUnderWay(job: { status: ExportData["status"] }): boolean {
  return job.status === "pending" || job.status === "processing";
}

export function exportQuery(id: string) {
  return queryOptions({
    queryKey: ["exports", "one", id],
    queryFn: async ({ signal }) =>
      (await call<typeof exportsApi.get>("GET", "/exports/{id}", { params: { id }, signal })).data,
    refetchInterval: (query) => (!query.state.data || isUnderWay(query.state.data) ? pollMs : false),
  });
}

export function exportListQuery() {
  return queryOptions({
    queryKey: ["exports", "list"],
    queryFn: ({ signal }) =>
      call<typeof exportsApi.list>("GET", "/exports", { query: { limit: 50 }, signal }),
    refetchInterval: (query) => (query.state.data?.data.some(isUnderWay) ? pollMs : false),
  });
}

/** Follows what the server says about this person's exports. */
export function useLiveExports(): void {
  const client = useQueryClient();
  useChanges((events) => {
    if (events.some(({ name }) => name.startsWith("export.") || name === "resync"))
      void client.invalidateQueries({ queryKey: ["exports"] });
  });
}

export async function cancelExport(id: string): Promise<void> {
  await call<typeof exportsApi.cancel>("POST", "/exports/{id}/cancel", { params: { id } });
}

/** Each download has a link of its own: it opens for this person alone and not for long. */
export async function downloadExport(id: string): Promise<void> {
  const { data } = await call<typeof exportsApi.link>("POST", "/exports/{id}/link", { params: { id } });
  const anchor = document.createElement("a");
  anchor.href = data.url;
  anchor.download = "";
  anchor.click();
}
