import { exportsApi } from "@/lib/exports/api";
import { linkExport } from "@/lib/exports/link-export";
import { handle } from "@/lib/platform/handle";

export const POST = handle(exportsApi.link, ({ ctx, params }) => linkExport(ctx, params.id));
