import { queryOptions, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import type { companiesApi } from "@/lib/companies/api";
import type { requestersApi } from "@/lib/people/api";
import { type Answer, call } from "@/lib/platform/api-client";
import { useChanges } from "../shared/live";
import { type CompanyFilters, companyPageSize } from "./company-address";

export type CompanyListData = Answer<typeof companiesApi.list>;
export type CompanyRowData = CompanyListData["data"][number];
export type CompanyData = Answer<typeof companiesApi.get>["data"];

const companiesKey = ["companies"];

/** The first page comes with the document; filters ask for their own. */
export function useCompanies(
  filters: CompanyFilters,
  initial: { filters: CompanyFilters; page: CompanyListData },
) {
  const isInitial = JSON.stringify(filters) === JSON.stringify(initial.filters);
  return useInfiniteQuery({
    queryKey: [...companiesKey, "list", filters],
    queryFn: ({ pageParam, signal }) =>
      call<typeof companiesApi.list>("GET", "/companies", {
        query: {
          limit: companyPageSize,
          ...(filters.search && { search: filters.search }),
          ...(filters.state !== "any" && { is_active: filters.state === "active" }),
          ...(pageParam && { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.pagination.next_cursor,
    placeholderData: (previous) => previous,
    ...(isInitial && { initialData: { pages: [initial.page], pageParams: [""] } }),
  });
}

export function companyQuery(id: string) {
  return queryOptions({
    queryKey: [...companiesKey, "one", id],
    queryFn: async ({ signal }) =>
      (await call<typeof companiesApi.get>("GET", "/companies/{id}", { params: { id }, signal })).data,
  });
}

export function useRequestersOf(companyId: string) {
  return useInfiniteQuery({
    queryKey: [...companiesKey, "requesters", companyId],
    queryFn: ({ pageParam, signal }) =>
      call<typeof requestersApi.list>("GET", "/requesters", {
        query: { company_id: companyId, limit: companyPageSize, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.pagination.next_cursor,
  });
}

/** Companies that others change or that come with a desk's base data. */
export function useLiveCompanies(): void {
  const client = useQueryClient();
  useChanges((events) => {
    if (events.some(({ name }) => name.startsWith("company.") || name === "resync"))
      void client.invalidateQueries({ queryKey: companiesKey });
  });
}

/** The list of a company's tickets, as the list itself writes its address. */
export function ticketsAddress(companyId: string, isOpen = false): string {
  const query = new URLSearchParams({
    ...(isOpen && { status_not: "RESOLVED,CLOSED" }),
    company_id: companyId,
  });
  return `/tickets?${query}`;
}

/** Hours as they are charged: "0.25", "1,204.50". */
export function formatHours(hours: number): string {
  return hours.toLocaleString("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
