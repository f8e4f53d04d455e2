import { infiniteQueryOptions, queryOptions, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { closuresApi } from "@/lib/closures/api";
import { type Answer, apiUrl, call } from "@/lib/platform/api-client";
import { useChanges } from "../shared/live";
import {
  type ClosureSlice,
  type ClosuresPlace,
  closureFilters,
  seriesStep,
  sliceFilters,
} from "./closures-address";

export type ClosuresData = Answer<typeof closuresApi.get>["data"];
export type PersonData = ClosuresData["people"][number];
export type SeriesData = Answer<typeof closuresApi.series>["data"];
export type HeatMapData = Answer<typeof closuresApi.heatMap>["data"];
export type HealthData = Answer<typeof closuresApi.health>["data"];
export type ClosedTicketsData = Answer<typeof closuresApi.tickets>;
export type ClosedTicketData = ClosedTicketsData["data"][number];
export type MappingsData = Answer<typeof closuresApi.userMappings>;
export type MappingData = MappingsData["data"][number];

const closuresKey = ["closures"];
export const mappingsKey = [...closuresKey, "user-mappings"];
const healthPollMs = 60_000;

export function closuresQuery(place: ClosuresPlace, initialData?: ClosuresData) {
  const query = { ...closureFilters(place), compare: place.isCompared };
  return queryOptions({
    queryKey: [...closuresKey, "people", query],
    queryFn: async ({ signal }) =>
      (await call<typeof closuresApi.get>("GET", "/closures", { query, signal })).data,
    placeholderData: (previous) => previous,
    ...(initialData && { initialData }),
  });
}

/** Hours for one day, days for several. */
export function seriesQuery(place: ClosuresPlace, initialData?: SeriesData) {
  const query = { ...closureFilters(place), by: seriesStep(place), compare: place.isCompared };
  return queryOptions({
    queryKey: [...closuresKey, "series", query],
    queryFn: async ({ signal }) =>
      (await call<typeof closuresApi.series>("GET", "/closures/series", { query, signal })).data,
    placeholderData: (previous) => previous,
    ...(initialData && { initialData }),
  });
}

export function heatMapQuery(place: ClosuresPlace, initialData?: HeatMapData) {
  const query = closureFilters(place);
  return queryOptions({
    queryKey: [...closuresKey, "heat-map", query],
    queryFn: async ({ signal }) =>
      (await call<typeof closuresApi.heatMap>("GET", "/closures/heat-map", { query, signal })).data,
    placeholderData: (previous) => previous,
    ...(initialData && { initialData }),
  });
}

export function healthQuery(initialData?: HealthData) {
  return queryOptions({
    queryKey: [...closuresKey, "health"],
    queryFn: async ({ signal }) =>
      (await call<typeof closuresApi.health>("GET", "/closures/health", { signal })).data,
    refetchInterval: healthPollMs,
    ...(initialData && { initialData }),
  });
}

const ticketRows = 100;

/** Page by page; the panel asks for more. */
export function personTicketsQuery(place: ClosuresPlace) {
  const filters = closureFilters(place);
  return infiniteQueryOptions({
    queryKey: [...closuresKey, "person", place.person, filters],
    queryFn: ({ pageParam, signal }) =>
      call<typeof closuresApi.personTickets>("GET", "/closures/people/{username}/tickets", {
        params: { username: place.person },
        query: { ...filters, limit: ticketRows, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.pagination.next_cursor,
  });
}

export function sliceTicketsQuery(place: ClosuresPlace, slice: ClosureSlice) {
  const filters = sliceFilters(place, slice);
  return infiniteQueryOptions({
    queryKey: [...closuresKey, "tickets", filters],
    queryFn: ({ pageParam, signal }) =>
      call<typeof closuresApi.tickets>("GET", "/closures/tickets", {
        query: { ...filters, limit: ticketRows, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.pagination.next_cursor,
  });
}

/** The address of the panel's list as a CSV file. */
export function personTicketsFile(place: ClosuresPlace): string {
  return apiUrl(
    "/closures/people/{username}/tickets/file",
    { username: place.person },
    closureFilters(place),
  );
}

export function sliceTicketsFile(place: ClosuresPlace, slice: ClosureSlice): string {
  return apiUrl("/closures/tickets/file", {}, sliceFilters(place, slice));
}

export type MappingState = "unmapped" | "proposed" | "linked";

export function mappingsQuery(state: MappingState, search: string, limit: number) {
  return queryOptions({
    queryKey: [...mappingsKey, state, search, limit],
    queryFn: ({ signal }) =>
      call<typeof closuresApi.userMappings>("GET", "/closures/user-mappings", {
        query: { state, limit, ...(search && { q: search }) },
        signal,
      }),
    placeholderData: (previous) => previous,
  });
}

/** A busy desk is read again at a steady pace, not once for each ticket. */
const paceMs = 400;

/** The figures on screen are read again when a ticket was closed or reopened, or a late reading corrected them. */
export function useLiveClosures(isLive: boolean): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useChanges((events) => {
    if (!isLive || !events.some(({ name }) => name.startsWith("closures.") || name === "resync")) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: closuresKey });
    }, paceMs);
  });
}

/** "Today" is another day from midnight on, though nobody closes a ticket then. */
export function useNewDay(day: string): void {
  const client = useQueryClient();
  const seen = useRef(day);
  useEffect(() => {
    if (seen.current === day) return;
    seen.current = day;
    void client.invalidateQueries({ queryKey: closuresKey });
  }, [client, day]);
}
