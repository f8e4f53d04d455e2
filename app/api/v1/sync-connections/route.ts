import { handle } from "@/lib/platform/handle";
import { syncConnectionsApi } from "@/lib/sync/connections/api";
import { createConnection } from "@/lib/sync/connections/create-connection";
import { listConnections } from "@/lib/sync/connections/list-connections";

export const GET = handle(syncConnectionsApi.list, ({ ctx }) => listConnections(ctx));
export const POST = handle(syncConnectionsApi.create, ({ ctx, body }) => createConnection(ctx, body));
