import type { Context } from "@/lib/platform/organization";
import { loadExport } from "./export-job";
import type { ExportJob } from "./schema";

/** One of one's own exports with its progress. */
export async function getExport(ctx: Context, id: string): Promise<{ data: ExportJob }> {
  return { data: await loadExport(ctx, id) };
}
