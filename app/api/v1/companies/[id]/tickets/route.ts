import { companiesApi } from "@/lib/companies/api";
import { listCompanyTickets } from "@/lib/companies/list-company-tickets";
import { handle } from "@/lib/platform/handle";

export const GET = handle(companiesApi.tickets, ({ ctx, params, query, request }) =>
  listCompanyTickets(ctx, params.id, query, request),
);
