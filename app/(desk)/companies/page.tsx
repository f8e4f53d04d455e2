import type { Metadata } from "next";
import { CompaniesPage } from "@/components/companies/companies-page";
import { type CompanyFilters, companyPageSize } from "@/components/companies/company-address";
import { NoPermission } from "@/components/shared/no-permission";
import { PageFrame } from "@/components/shared/page-frame";
import { listCompanies } from "@/lib/companies/list-companies";
import { toWire } from "@/lib/platform/api-client";
import { withOrganization } from "@/lib/platform/organization";
import { hasPermission } from "@/lib/platform/permissions";
import { requireActor } from "@/lib/platform/require-actor";

export const metadata: Metadata = { title: "Companies" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CompaniesRoute({ searchParams }: Props) {
  const { actor, isAllowed } = await requireActor("companies:read");
  if (!isAllowed)
    return (
      <PageFrame title="Companies">
        <NoPermission act="see companies" />
      </PageFrame>
    );
  const filters = readFilters(await searchParams);
  const page = await withOrganization(actor, (ctx) =>
    listCompanies(ctx, {
      limit: companyPageSize,
      search: filters.search || undefined,
      is_active: filters.state === "any" ? undefined : filters.state === "active",
    }),
  );
  return (
    <CompaniesPage
      initial={{ filters, page: toWire(page) }}
      canWrite={hasPermission(actor, "companies:write")}
    />
  );
}

function readFilters(parameters: Awaited<Props["searchParams"]>): CompanyFilters {
  const { search, state } = parameters;
  return {
    search: typeof search === "string" ? search.trim().slice(0, 200) : "",
    state: state === "active" || state === "inactive" ? state : "any",
  };
}
