import { bulkApi } from "@/lib/bulk/api";
import { undoBulk } from "@/lib/bulk/undo-bulk";
import { handle } from "@/lib/platform/handle";

export const POST = handle(bulkApi.undo, ({ ctx, params, body }) => undoBulk(ctx, params.id, body.reason));
