import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NoPermission } from "@/components/shared/no-permission";
import { ConnectionPage } from "@/components/sync/connection-page";
import { getOrganization } from "@/lib/people/get-organization";
import { toWire } from "@/lib/platform/api-client";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { withOrganization } from "@/lib/platform/organization";
import { requireActor } from "@/lib/platform/require-actor";
import { uuid } from "@/lib/platform/schema";
import { getConnection } from "@/lib/sync/connections/get-connection";

export const metadata: Metadata = { title: "Connection" };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function ConnectionSettingsPage({ params, searchParams }: Props) {
  const { actor, isAllowed } = await requireActor("sync:write");
  if (!isAllowed) return <NoPermission act="connect other desks" />;
  const { id } = await params;
  if (!uuid.safeParse(id).success) notFound();
  try {
    const { connection, organization } = await withOrganization(actor, async (ctx) => ({
      connection: (await getConnection(ctx, id)).data,
      organization: (await getOrganization(ctx)).data,
    }));
    return (
      <ConnectionPage
        initial={toWire(connection)}
        isNew={"test" in (await searchParams) && connection.tested_at === null}
        timeZone={organization.time_zone}
        origin={env().DOCKET_URL.replace(/\/$/, "")}
      />
    );
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
