import { companiesApi } from "@/lib/companies/api";
import { createCompany } from "@/lib/companies/create-company";
import { listCompanies } from "@/lib/companies/list-companies";
import { handle } from "@/lib/platform/handle";

export const GET = handle(companiesApi.list, ({ ctx, query }) => listCompanies(ctx, query));
export const POST = handle(companiesApi.create, ({ ctx, body }) => createCompany(ctx, body));
