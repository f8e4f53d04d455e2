import { bulkApi } from "@/lib/bulk/api";
import { cancelBulk } from "@/lib/bulk/cancel-bulk";
import { handle } from "@/lib/platform/handle";

export const POST = handle(bulkApi.cancel, ({ ctx, params }) => cancelBulk(ctx, params.id));
