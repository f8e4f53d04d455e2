import { handle } from "@/lib/platform/handle";
import { syncConnectionsApi } from "@/lib/sync/connections/api";
import { deleteConnection } from "@/lib/sync/connections/delete-connection";
import { getConnection } from "@/lib/sync/connections/get-connection";
import { updateConnection } from "@/lib/sync/connections/update-connection";

export const GET = handle(syncConnectionsApi.get, ({ ctx, params }) => getConnection(ctx, params.id));
export const PATCH = handle(syncConnectionsApi.update, ({ ctx, params, body }) =>
  updateConnection(ctx, params.id, body),
);
export const DELETE = handle(syncConnectionsApi.delete, ({ ctx, params }) =>
  deleteConnection(ctx, params.id),
);
