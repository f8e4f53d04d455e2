import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { companyTabs } from "@/components/companies/company-address";
import { CompanyPage } from "@/components/companies/company-page";
import { knowledgeRights } from "@/components/knowledge/knowledge-rights";
import { NoPermission } from "@/components/shared/no-permission";
import { PageFrame } from "@/components/shared/page-frame";
import { getCompany } from "@/lib/companies/get-company";
import { toWire } from "@/lib/platform/api-client";
import { AppError } from "@/lib/platform/errors";
import { type Actor, withOrganization } from "@/lib/platform/organization";
import { hasPermission } from "@/lib/platform/permissions";
import { requireActor } from "@/lib/platform/require-actor";
import { seesAllTickets } from "@/lib/tickets/access";

type PageProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { actor, isAllowed } = await requireActor("companies:read");
  const found = isAllowed ? await readCompany(actor, (await params).id) : null;
  return { title: found?.data.name ?? "Company" };
}

export default async function OneCompanyRoute({ params, searchParams }: PageProps) {
  const { actor, isAllowed } = await requireActor("companies:read");
  if (!isAllowed)
    return (
      <PageFrame title="Company">
        <NoPermission act="see companies" />
      </PageFrame>
    );
  const found = await readCompany(actor, (await params).id);
  if (!found) notFound();
  const asked = (await searchParams).tab;
  return (
    <CompanyPage
      initial={toWire(found.data)}
      tab={companyTabs.find((tab) => tab === asked) ?? "overview"}
      canWrite={hasPermission(actor, "companies:write")}
      isPartial={!seesAllTickets(actor)}
      rights={knowledgeRights(actor.role)}
    />
  );
}

/** Once a request, for the title of the page and the page alike. An account number in the address will do as well. */
const readCompany = cache(async (actor: Actor, id: string) => {
  try {
    return await withOrganization(actor, (ctx) => getCompany(ctx, decodeURIComponent(id)));
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
});
