import { setupApi } from "@/lib/people/api";
import { setUpOrganization } from "@/lib/people/set-up-organization";
import { handlePublic } from "@/lib/platform/handle-public";

export const POST = handlePublic(setupApi.create, ({ ctx, body }) => setUpOrganization(ctx, body));
