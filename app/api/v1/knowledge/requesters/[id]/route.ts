import { knowledgeApi } from "@/lib/knowledge/api";
import { downloadContact } from "@/lib/knowledge/download-contact";
import { handle } from "@/lib/platform/handle";

export const GET = handle(knowledgeApi.contact, ({ ctx, params, query }) =>
  downloadContact(ctx, params.id, query),
);
