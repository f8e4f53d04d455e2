import { organizationApi } from "@/lib/people/api";
import { getOrganization } from "@/lib/people/get-organization";
import { updateOrganization } from "@/lib/people/update-organization";
import { handle } from "@/lib/platform/handle";

export const GET = handle(organizationApi.get, ({ ctx }) => getOrganization(ctx));
export const PATCH = handle(organizationApi.update, ({ ctx, body }) => updateOrganization(ctx, body));
