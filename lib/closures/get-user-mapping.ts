import type { Context } from "@/lib/platform/organization";
import { loadUserMapping } from "./list-user-mappings";
import type { UserMapping } from "./schema";

export async function getUserMapping(ctx: Context, id: string): Promise<{ data: UserMapping }> {
  return { data: await loadUserMapping(ctx, id) };
}
