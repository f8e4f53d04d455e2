import { importsApi } from "@/lib/imports/api";
import { getImport } from "@/lib/imports/get-import";
import { updateImport } from "@/lib/imports/update-import";
import { handle } from "@/lib/platform/handle";

export const GET = handle(importsApi.get, ({ ctx, params }) => getImport(ctx, params.id));
export const PATCH = handle(importsApi.update, ({ ctx, params, body }) => updateImport(ctx, params.id, body));
