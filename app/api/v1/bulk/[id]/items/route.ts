import { bulkApi } from "@/lib/bulk/api";
import { listOperationItems } from "@/lib/bulk/list-operation-items";
import { handle } from "@/lib/platform/handle";

export const GET = handle(bulkApi.listItems, ({ ctx, params, query }) =>
  listOperationItems(ctx, params.id, query),
);
