import type { Metadata } from "next";
import { PeoplePage } from "@/components/people/people-page";
import type { PeopleFilters } from "@/components/people/people-queries";
import { NoPermission } from "@/components/shared/no-permission";
import { listUsers } from "@/lib/people/list-users";
import { listUsersQuery } from "@/lib/people/schema";
import { toWire } from "@/lib/platform/api-client";
import { withOrganization } from "@/lib/platform/organization";
import { hasPermission } from "@/lib/platform/permissions";
import { requireActor } from "@/lib/platform/require-actor";

export const metadata: Metadata = { title: "People" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PeopleSettingsPage({ searchParams }: Props) {
  const { actor, isAllowed } = await requireActor("people:read");
  if (!isAllowed) return <NoPermission act="see who works here" />;
  const { search, role, state } = await searchParams;
  const asked = listUsersQuery.safeParse({ limit: 100, search, role, state });
  const query = asked.success ? asked.data : listUsersQuery.parse({ limit: 100 });
  const page = await withOrganization(actor, (ctx) => listUsers(ctx, query));
  const filters: PeopleFilters = {
    search: query.search ?? "",
    role: query.role?.[0] ?? "",
    state: query.state,
  };
  return (
    <PeoplePage
      initial={{ filters, page: toWire(page) }}
      managerId={hasPermission(actor, "people:write") ? actor.userId : null}
    />
  );
}
