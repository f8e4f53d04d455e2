import { closuresApi } from "@/lib/closures/api";
import { relinkUserMappings } from "@/lib/closures/relink-user-mappings";
import { handle } from "@/lib/platform/handle";

export const POST = handle(closuresApi.relinkUserMappings, ({ ctx }) => relinkUserMappings(ctx));
