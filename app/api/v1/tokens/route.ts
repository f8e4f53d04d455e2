import { tokensApi } from "@/lib/people/api";
import { createToken } from "@/lib/people/create-token";
import { listTokens } from "@/lib/people/list-tokens";
import { handle } from "@/lib/platform/handle";

export const GET = handle(tokensApi.list, ({ ctx, query }) => listTokens(ctx, query));
export const POST = handle(tokensApi.create, ({ ctx, body }) => createToken(ctx, body));
