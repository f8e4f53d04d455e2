import { invalidField } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { teamOf } from "./access";
import { loadEditableView, readView } from "./load-view";
import { requireViewQuery } from "./parse-view-query";
import type { UpdateViewInput, ViewRow } from "./schema";

/** Renames a view, changes what it shows, or shares it with others. */
export async function updateView(
  ctx: Context,
  id: string,
  input: UpdateViewInput,
): Promise<{ data: ViewRow }> {
  const view = await loadEditableView(ctx, id);
  const next = { ...view, ...input };
  if (input.query !== undefined) requireViewQuery(input.query);
  if (next.scope === "mine" && view.owner_id !== ctx.actor.userId)
    throw invalidField("scope", "A colleague's view can be deleted or shared otherwise, not made private.", [
      "team",
      "everyone",
    ]);
  const isSharedAnew = input.scope !== undefined || input.team_role !== undefined;
  const teamRole = isSharedAnew ? teamOf(ctx.actor, next.scope, next.team_role) : view.team_role;
  await ctx.tx.$executeRaw`
    update saved_views set name = ${next.name}, scope = ${next.scope}, team_role = ${teamRole}, query = ${next.query},
      columns = ${JSON.stringify(next.columns)}::jsonb where id = ${id}::uuid`;
  if (view.scope !== "mine" || next.scope !== "mine")
    await ctx.audit("VIEW_CHANGED", null, { view_id: id, ...input });
  ctx.emit("view.saved", { view_id: id, scope: next.scope });
  return readView(ctx, id);
}
