import type { Metadata } from "next";
import { readAuditAddress } from "@/components/audit/audit-address";
import { AuditPage } from "@/components/audit/audit-page";
import { NoPermission } from "@/components/shared/no-permission";
import { PageFrame } from "@/components/shared/page-frame";
import { listAudit } from "@/lib/audit/list-audit";
import { namePeople } from "@/lib/audit/name-people";
import { listAuditQuery } from "@/lib/audit/schema";
import { toWire } from "@/lib/platform/api-client";
import { withOrganization } from "@/lib/platform/organization";
import { requireActor } from "@/lib/platform/require-actor";

export const metadata: Metadata = { title: "Audit" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditLogPage({ searchParams }: Props) {
  const { actor, isAllowed } = await requireActor("audit:read");
  if (!isAllowed)
    return (
      <PageFrame title="Audit">
        <NoPermission act="read the audit log" />
      </PageFrame>
    );
  const parameters = await searchParams;
  const asked = listAuditQuery.safeParse({ ...parameters, limit: 100, cursor: undefined, offset: undefined });
  const query = asked.success ? asked.data : listAuditQuery.parse({ limit: 100 });
  const filter = readAuditAddress(asked.success ? parameters : {});
  const people = [...(query.actor_id ?? []), ...(query.actor_id_not ?? [])].filter((id) => id !== "system");
  const [page, names] = await withOrganization(actor, async (ctx) => [
    await listAudit(ctx, query),
    await namePeople(ctx, people),
  ]);
  return <AuditPage initial={{ filter, page: toWire(page) }} names={names} />;
}
