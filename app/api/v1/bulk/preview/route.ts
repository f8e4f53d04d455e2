import { bulkApi } from "@/lib/bulk/api";
import { previewBulk } from "@/lib/bulk/preview-bulk";
import { handle } from "@/lib/platform/handle";

export const POST = handle(bulkApi.preview, ({ ctx, body }) => previewBulk(ctx, body));
