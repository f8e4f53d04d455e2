import type { Context } from "@/lib/platform/organization";
import { readConnections } from "./read-connections";
import type { ConnectionRow } from "./schema";

/** All connections by name; there are at most twenty. */
export async function listConnections(ctx: Context): Promise<{ data: ConnectionRow[] }> {
  return { data: await readConnections(ctx) };
}
