import { knowledgeApi } from "@/lib/knowledge/api";
import { downloadCompany } from "@/lib/knowledge/download-company";
import { handle } from "@/lib/platform/handle";

export const GET = handle(knowledgeApi.company, ({ ctx, params, query }) =>
  downloadCompany(ctx, params.id, query),
);
