import type { Context } from "@/lib/platform/organization";
import { readConnection } from "./read-connections";
import type { ConnectionRow } from "./schema";

export async function getConnection(ctx: Context, id: string): Promise<{ data: ConnectionRow }> {
  return { data: await readConnection(ctx, id) };
}
