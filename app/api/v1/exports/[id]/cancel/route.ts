import { exportsApi } from "@/lib/exports/api";
import { cancelExport } from "@/lib/exports/cancel-export";
import { handle } from "@/lib/platform/handle";

export const POST = handle(exportsApi.cancel, ({ ctx, params }) => cancelExport(ctx, params.id));
