import { importsApi } from "@/lib/imports/api";
import { cancelImport } from "@/lib/imports/cancel-import";
import { handle } from "@/lib/platform/handle";

export const POST = handle(importsApi.cancel, ({ ctx, params }) => cancelImport(ctx, params.id));
