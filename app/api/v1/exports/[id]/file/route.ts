import { exportsApi } from "@/lib/exports/api";
import { openExportFile } from "@/lib/exports/open-export-file";
import { handle } from "@/lib/platform/handle";

export const GET = handle(exportsApi.file, ({ ctx, params, query, request }) =>
  openExportFile(ctx, params.id, query, request),
);
