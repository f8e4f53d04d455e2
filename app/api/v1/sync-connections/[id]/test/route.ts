import { handle } from "@/lib/platform/handle";
import { syncConnectionsApi } from "@/lib/sync/connections/api";
import { askVendor, type TestOutcome, testConnection } from "@/lib/sync/connections/test-connection";

export const POST = handle<typeof syncConnectionsApi.test, TestOutcome>(
  syncConnectionsApi.test,
  ({ ctx, params, received }) => testConnection(ctx, params.id, received),
  ({ actor, params }) => askVendor(actor, params.id),
);
