import { knowledgeApi } from "@/lib/knowledge/api";
import { getTree } from "@/lib/knowledge/get-tree";
import { handle } from "@/lib/platform/handle";

export const GET = handle(knowledgeApi.tree, ({ ctx, query }) => getTree(ctx, query));
