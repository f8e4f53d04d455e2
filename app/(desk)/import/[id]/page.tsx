import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ImportPage } from "@/components/imports/import-page";
import { NoPermission } from "@/components/shared/no-permission";
import { PageFrame } from "@/components/shared/page-frame";
import { getImport } from "@/lib/imports/get-import";
import { toWire } from "@/lib/platform/api-client";
import { AppError } from "@/lib/platform/errors";
import { withOrganization } from "@/lib/platform/organization";
import { requireActor } from "@/lib/platform/require-actor";
import { uuid } from "@/lib/platform/schema";

export const metadata: Metadata = { title: "Import" };

export default async function OneImportPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, isAllowed } = await requireActor("tickets:import");
  if (!isAllowed)
    return (
      <PageFrame title="Import">
        <NoPermission act="import tickets" />
      </PageFrame>
    );
  const id = uuid.safeParse((await params).id);
  if (!id.success) notFound();
  const found = await withOrganization(actor, (ctx) => getImport(ctx, id.data)).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  return <ImportPage initial={toWire(found.data)} organizationZone={actor.timeZone} />;
}
