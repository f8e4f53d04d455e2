import type { Metadata } from "next";
import { TokensPage } from "@/components/people/tokens-page";
import { NoPermission } from "@/components/shared/no-permission";
import { listTokens } from "@/lib/people/list-tokens";
import { listTokensQuery } from "@/lib/people/schema";
import { toWire } from "@/lib/platform/api-client";
import { withOrganization } from "@/lib/platform/organization";
import { hasPermission, permissions } from "@/lib/platform/permissions";
import { requireActor } from "@/lib/platform/require-actor";

export const metadata: Metadata = { title: "API tokens" };

export default async function TokenSettingsPage() {
  const { actor, isAllowed } = await requireActor("tokens:write");
  if (!isAllowed) return <NoPermission act="create API tokens" />;
  const page = await withOrganization(actor, (ctx) => listTokens(ctx, listTokensQuery.parse({ limit: 100 })));
  return (
    <TokensPage
      initial={toWire(page)}
      held={permissions.filter((permission) => hasPermission(actor, permission))}
      canSeeEveryone={hasPermission(actor, "people:write")}
    />
  );
}
