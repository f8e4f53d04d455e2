import { queryOptions } from "@tanstack/react-query";
import { call, type Wire } from "@/lib/platform/api-client";
import type { viewsApi } from "@/lib/views/api";
import type { ViewRow } from "@/lib/views/schema";

export type ViewData = Wire<ViewRow>;

/** One's own views, the team's and everyone's, with what each shows now. */
export const viewsQuery = queryOptions({
  queryKey: ["views"],
  queryFn: async ({ signal }): Promise<ViewData[]> => {
    const { data } = await call<typeof viewsApi.list>("GET", "/views", { query: { counts: "true" }, signal });
    return data;
  },
  staleTime: 60_000,
});

export function viewHref(view: ViewData): string {
  return `/tickets?${[view.query, `view=${view.id}`].filter(Boolean).join("&")}`;
}
