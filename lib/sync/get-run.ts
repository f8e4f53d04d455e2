import type { Context } from "@/lib/platform/organization";
import { readRun } from "./run-row";
import type { SyncRun } from "./schema";

export async function getRun(ctx: Context, id: string): Promise<{ data: SyncRun }> {
  return { data: await readRun(ctx, id) };
}
