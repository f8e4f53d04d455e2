import { bulkApi } from "@/lib/bulk/api";
import { getOperation } from "@/lib/bulk/get-operation";
import { handle } from "@/lib/platform/handle";

export const GET = handle(bulkApi.get, ({ ctx, params }) => getOperation(ctx, params.id));
