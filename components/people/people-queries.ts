import { queryOptions, useInfiniteQuery } from "@tanstack/react-query";
import type { franchisesApi, usersApi } from "@/lib/people/api";
import type { UserRow } from "@/lib/people/schema";
import { type Answer, call, type Wire } from "@/lib/platform/api-client";

export type Person = Wire<UserRow>;
export type PeoplePageData = Answer<typeof usersApi.list>;
export interface PeopleFilters {
  search: string;
  role: string;
  state: "active" | "deactivated" | "any";
}

export const peopleKey = ["people"];

/** The first page comes with the document; filters ask for their own. */
export function usePeople(filters: PeopleFilters, initial: { filters: PeopleFilters; page: PeoplePageData }) {
  const isInitial = JSON.stringify(filters) === JSON.stringify(initial.filters);
  return useInfiniteQuery({
    queryKey: [...peopleKey, filters],
    queryFn: ({ pageParam, signal }) =>
      call<typeof usersApi.list>("GET", "/users", {
        query: {
          limit: 100,
          state: filters.state,
          ...(filters.search && { search: filters.search }),
          ...(filters.role && { role: filters.role }),
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

export const franchiseOptions = queryOptions({
  queryKey: ["franchises", "options"],
  queryFn: async ({ signal }) => {
    const query = { limit: 500 };
    const { data } = await call<typeof franchisesApi.list>("GET", "/franchises", { query, signal });
    return data.map(({ id, code, name }) => ({ value: id, label: name, hint: code }));
  },
});
