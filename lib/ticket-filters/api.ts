import { endpoint } from "@/lib/platform/endpoint";
import { filterOptionsAnswer, listFilterOptionsQuery } from "./schema";

export const ticketFiltersApi = {
  options: endpoint({
    method: "GET",
    path: "/ticket-filter-options",
    tag: "Tickets",
    permission: "people:read",
    summary: "Search the values of a ticket filter, or name some of them",
    query: listFilterOptionsQuery,
    response: filterOptionsAnswer,
  }),
};
