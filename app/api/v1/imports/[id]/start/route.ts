import { importsApi } from "@/lib/imports/api";
import { startImport } from "@/lib/imports/start-import";
import { handle } from "@/lib/platform/handle";

export const POST = handle(importsApi.start, ({ ctx, params }) => startImport(ctx, params.id));
