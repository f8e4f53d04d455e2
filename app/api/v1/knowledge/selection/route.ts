import { knowledgeApi } from "@/lib/knowledge/api";
import { downloadSelection } from "@/lib/knowledge/download-selection";
import { handle } from "@/lib/platform/handle";

export const POST = handle(knowledgeApi.selection, ({ ctx, body }) => downloadSelection(ctx, body));
