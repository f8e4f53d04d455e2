import type { Metadata } from "next";
import { RoleMatrix } from "@/components/people/role-matrix";
import { RowRules } from "@/components/people/row-rules";
import { NoPermission } from "@/components/shared/no-permission";
import { PageHeader } from "@/components/shared/page-header";
import { requireActor } from "@/lib/platform/require-actor";

export const metadata: Metadata = { title: "Roles" };

export default async function RolesSettingsPage() {
  const { actor, isAllowed } = await requireActor("people:read");
  if (!isAllowed) return <NoPermission act="see roles and permissions" />;
  return (
    <div className="grid gap-6">
      <PageHeader
        title="Roles"
        description="What each role may do. The API, every page and every button ask this same table."
      />
      <RoleMatrix ownRole={actor.role} />
      <section className="grid gap-4">
        <h3 className="text-base font-semibold">Rules beyond the table</h3>
        <RowRules />
      </section>
    </div>
  );
}
