import { bulkApi } from "@/lib/bulk/api";
import { listOperations } from "@/lib/bulk/list-operations";
import { startBulk } from "@/lib/bulk/start-bulk";
import { handle } from "@/lib/platform/handle";

export const GET = handle(bulkApi.list, ({ ctx, query }) => listOperations(ctx, query));
export const POST = handle(bulkApi.start, ({ ctx, body }) => startBulk(ctx, body));
