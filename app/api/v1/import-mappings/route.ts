import { importsApi } from "@/lib/imports/api";
import { listMappings } from "@/lib/imports/list-mappings";
import { saveMapping } from "@/lib/imports/save-mapping";
import { handle } from "@/lib/platform/handle";

export const GET = handle(importsApi.listMappings, ({ ctx }) => listMappings(ctx));
export const POST = handle(importsApi.saveMapping, ({ ctx, body }) => saveMapping(ctx, body));
