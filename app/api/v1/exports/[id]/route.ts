import { exportsApi } from "@/lib/exports/api";
import { getExport } from "@/lib/exports/get-export";
import { handle } from "@/lib/platform/handle";

export const GET = handle(exportsApi.get, ({ ctx, params }) => getExport(ctx, params.id));
