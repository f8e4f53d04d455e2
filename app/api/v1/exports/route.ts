import { exportsApi } from "@/lib/exports/api";
import { listExports } from "@/lib/exports/list-exports";
import { requestExport } from "@/lib/exports/request-export";
import { handle } from "@/lib/platform/handle";

export const GET = handle(exportsApi.list, ({ ctx, query }) => listExports(ctx, query));
export const POST = handle(exportsApi.request, ({ ctx, body }) => requestExport(ctx, body));
