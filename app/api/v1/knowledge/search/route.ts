import { knowledgeApi } from "@/lib/knowledge/api";
import { searchKnowledge } from "@/lib/knowledge/search-knowledge";
import { handle } from "@/lib/platform/handle";

export const GET = handle(knowledgeApi.search, ({ ctx, query }) => searchKnowledge(ctx, query));
