import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ImportPage } from "@/components/imports/import-page";
import { NoPermission } from "@/components/shared/no-permission";
import { PageFrame } from "@/components/shared/page-frame";
import { getImport } from "@/lib/imports/get-import";
import { toWire } from "@/lib/platform/api-client";
import { AppError } from "@/lib/platform/errors";
import { type Actor, withOrganization } from "@/lib/platform/organization";
import { requireActor } from "@/lib/platform/require-actor";
import { uuid } from "@/lib/platform/schema";

type PageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { actor, isAllowed } = await requireActor("tickets:import");
  const found = isAllowed ? await readImport(actor, (await params).id) : null;
  return { title: found?.data.file_name ?? "Import" };
}

export default async function OneImportPage({ params }: PageProps) {
  const { actor, isAllowed } = await requireActor("tickets:import");
  if (!isAllowed)
    return (
      <PageFrame title="Import">
        <NoPermission act="import tickets" />
      </PageFrame>
    );
  const found = await readImport(actor, (await params).id);
  if (!found) notFound();
  return <ImportPage initial={toWire(found.data)} organizationZone={actor.timeZone} />;
}

/** Once a request, for the title of the page and the page alike. */
const readImport = cache(async (actor: Actor, id: string) => {
  if (!uuid.safeParse(id).success) return null;
  try {
    return await withOrganization(actor, (ctx) => getImport(ctx, id));
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
});
