import type { Context } from "@/lib/platform/organization";
import { findNode, ticketsFolder } from "./find-node";

/** The attached folders that a node's context draws from, so that some of them can be left out. */
export async function listAttachedFolders(
  ctx: Context,
  node: string,
): Promise<{ attached_folders: { id: string; name: string }[] }> {
  const { company } = await findNode(ctx, node);
  const folders = company ? [ticketsFolder(company)] : [];
  return { attached_folders: folders.map(({ id, name }) => ({ id, name })) };
}
