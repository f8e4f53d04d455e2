import { knowledgeApi } from "@/lib/knowledge/api";
import { getContext } from "@/lib/knowledge/get-context";
import { handle } from "@/lib/platform/handle";

export const GET = handle(knowledgeApi.getContext, ({ ctx, params, query }) =>
  getContext(ctx, params.node, query),
);
export const POST = handle(knowledgeApi.composeContext, ({ ctx, params, body }) =>
  getContext(ctx, params.node, body),
);
