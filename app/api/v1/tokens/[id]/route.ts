import { tokensApi } from "@/lib/people/api";
import { revokeToken } from "@/lib/people/revoke-token";
import { handle } from "@/lib/platform/handle";

export const DELETE = handle(tokensApi.revoke, ({ ctx, params }) => revokeToken(ctx, params.id));
