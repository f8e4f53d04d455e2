import { endpoint } from "@/lib/platform/endpoint";
import {
  companyAnswer,
  companyKey,
  companyListAnswer,
  companyTicketsQuery,
  createCompanyInput,
  listCompaniesQuery,
  updateCompanyInput,
} from "./schema";

const tag = "Companies";

export const companiesApi = {
  list: endpoint({
    method: "GET",
    path: "/companies",
    tag,
    permission: "companies:read",
    isForLimitedTokens: true,
    summary: "List companies, by name",
    query: listCompaniesQuery,
    response: companyListAnswer,
  }),
  create: endpoint({
    method: "POST",
    path: "/companies",
    tag,
    permission: "companies:write",
    summary: "Create a company",
    body: createCompanyInput,
    response: companyAnswer,
    status: 201,
    example: { body: { name: "Acme Logistics", account_number: "481516", domains: ["acme.example"] } },
  }),
  get: endpoint({
    method: "GET",
    path: "/companies/{id}",
    tag,
    permission: "companies:read",
    isForLimitedTokens: true,
    summary: "Get one company by its account number or id, with its hours",
    params: companyKey,
    response: companyAnswer,
  }),
  update: endpoint({
    method: "PATCH",
    path: "/companies/{id}",
    tag,
    permission: "companies:write",
    summary: "Change a company, its minimum charge, or whether it is active",
    params: companyKey,
    body: updateCompanyInput,
    response: companyAnswer,
    example: { body: { minimum_charge_minutes: 15 } },
  }),
  tickets: endpoint({
    method: "GET",
    path: "/companies/{id}/tickets",
    tag,
    permission: "companies:export",
    isForLimitedTokens: true,
    summary: "All tickets of a company with conversations, notes and hours, as one array",
    description:
      "Streamed. Also at `/api/companies/{account_number}/tickets`. `notes` are empty (header `X-Notes: withheld`) without the permission notes:export. `total_hours_spent` counts billable time and the company's minimum charge; where the hours could not be read, `are_hours_known` is false and nothing is charged for that. With `limit`: pages, the next one in the headers `Link` and `X-Next-Cursor`. Send `If-None-Match` with the last `ETag` to be answered 304 when nothing changed, and the last `X-As-Of` (of the first page) as `updated_since` to be sent only what did.",
    params: companyKey,
    query: companyTicketsQuery,
    rawResponse: "application/json",
    documentedError: ({ title }) => ({ error: title }),
  }),
};
