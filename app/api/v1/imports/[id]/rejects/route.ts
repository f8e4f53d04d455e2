import { importsApi } from "@/lib/imports/api";
import { openRejects } from "@/lib/imports/open-rejects";
import { handle } from "@/lib/platform/handle";

export const GET = handle(importsApi.rejects, ({ ctx, params, query }) => openRejects(ctx, params.id, query));
