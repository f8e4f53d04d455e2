import type { Context } from "@/lib/platform/organization";
import { loadEditableView } from "./load-view";

/** Deletes a view for everyone who saw it. */
export async function deleteView(ctx: Context, id: string): Promise<void> {
  const view = await loadEditableView(ctx, id);
  await ctx.tx.$executeRaw`delete from saved_views where id = ${id}::uuid`;
  if (view.scope !== "mine") await ctx.audit("VIEW_DELETED", null, { view_id: id, name: view.name });
  ctx.emit("view.deleted", { view_id: id });
}
