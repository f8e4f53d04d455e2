import { knowledgeApi } from "@/lib/knowledge/api";
import { listAttachedFolders } from "@/lib/knowledge/list-attached-folders";
import { handle } from "@/lib/platform/handle";

export const GET = handle(knowledgeApi.attached, ({ ctx, params }) => listAttachedFolders(ctx, params.node));
