import { closuresApi } from "@/lib/closures/api";
import { importUserMappings } from "@/lib/closures/import-user-mappings";
import { handle } from "@/lib/platform/handle";

export const POST = handle(closuresApi.importUserMappings, ({ ctx, body }) => importUserMappings(ctx, body));
