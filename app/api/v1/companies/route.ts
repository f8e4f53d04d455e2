import { companiesApi } from "@/lib/people/api";
import { listCompanies } from "@/lib/people/list-companies";
import { handle } from "@/lib/platform/handle";

export const GET = handle(companiesApi.list, ({ ctx, query }) => listCompanies(ctx, query));
