import { companiesApi } from "@/lib/companies/api";
import { getCompany } from "@/lib/companies/get-company";
import { updateCompany } from "@/lib/companies/update-company";
import { handle } from "@/lib/platform/handle";

export const GET = handle(companiesApi.get, ({ ctx, params }) => getCompany(ctx, params.id));
export const PATCH = handle(companiesApi.update, ({ ctx, params, body }) =>
  updateCompany(ctx, params.id, body),
);
