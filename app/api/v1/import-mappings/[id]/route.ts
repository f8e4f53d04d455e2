import { importsApi } from "@/lib/imports/api";
import { deleteMapping } from "@/lib/imports/delete-mapping";
import { handle } from "@/lib/platform/handle";

export const DELETE = handle(importsApi.deleteMapping, ({ ctx, params }) => deleteMapping(ctx, params.id));
