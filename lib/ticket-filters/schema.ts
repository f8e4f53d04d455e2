import { z } from "zod";
import { multi } from "@/lib/platform/schema";

/** Filters whose values are too many to come with the page. */
export const searchedFilters = [
  "owner_id",
  "created_by_id",
  "requester_id",
  "company_id",
  "franchise_id",
  "linked_id",
  "tags",
  "source",
] as const;
export type SearchedFilter = (typeof searchedFilters)[number];

export const listFilterOptionsQuery = z.object({
  field: z.enum(searchedFilters),
  search: z.string().trim().max(100).optional(),
  /** Names these values instead of searching, for filters that came with a link. */
  values: multi(z.string().max(100)),
});
export type ListFilterOptionsQuery = z.output<typeof listFilterOptionsQuery>;

export const filterOption = z.object({
  value: z.string(),
  label: z.string(),
  hint: z.string().nullable(),
});
export type FilterOption = z.output<typeof filterOption>;

export const filterOptionsAnswer = z.object({ data: z.array(filterOption) });
