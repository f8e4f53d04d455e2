import { closuresApi } from "@/lib/closures/api";
import { createUserMapping } from "@/lib/closures/create-user-mapping";
import { listUserMappings } from "@/lib/closures/list-user-mappings";
import { handle } from "@/lib/platform/handle";

export const GET = handle(closuresApi.userMappings, ({ ctx, query }) => listUserMappings(ctx, query));
export const POST = handle(closuresApi.createUserMapping, ({ ctx, body }) => createUserMapping(ctx, body));
