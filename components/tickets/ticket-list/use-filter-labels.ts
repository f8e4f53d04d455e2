"use client";

import { useQuery } from "@tanstack/react-query";
import { call } from "@/lib/platform/api-client";
import type { ticketFiltersApi } from "@/lib/ticket-filters/api";
import type { SearchedFilter } from "@/lib/ticket-filters/schema";
import type { FilterCondition } from "../../shared/filter-types";
import { type FilterLabels, knownLabels, labelKey, missingLabels } from "./ticket-fields";

/** Words for the people, companies … that a link names by id; the server sends those of the first page along. */
export function useFilterLabels(conditions: FilterCondition[], initial: FilterLabels): FilterLabels {
  const known = { ...initial, ...knownLabels };
  const missing = missingLabels(conditions, known);
  const { data } = useQuery({
    queryKey: ["ticket-filter-labels", missing],
    enabled: missing.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const found = await Promise.all(missing.map(([field, values]) => nameValues(field, values, signal)));
      return Object.assign({}, ...found) as FilterLabels;
    },
  });
  return { ...known, ...data };
}

async function nameValues(
  field: SearchedFilter,
  values: string[],
  signal: AbortSignal,
): Promise<FilterLabels> {
  const { data } = await call<typeof ticketFiltersApi.options>("GET", "/ticket-filter-options", {
    query: { field, values: values.join(",") },
    signal,
  });
  return Object.fromEntries(data.map(({ value, label }) => [labelKey(field, value), label]));
}
