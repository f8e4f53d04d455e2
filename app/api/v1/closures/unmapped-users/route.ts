import { closuresApi } from "@/lib/closures/api";
import { listUserMappings } from "@/lib/closures/list-user-mappings";
import { handle } from "@/lib/platform/handle";

export const GET = handle(closuresApi.unmappedUsers, ({ ctx, query }) =>
  listUserMappings(ctx, { ...query, state: "unmapped" }),
);
