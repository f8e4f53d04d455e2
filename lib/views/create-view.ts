import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { teamOf } from "./access";
import { readView } from "./load-view";
import { requireViewQuery } from "./parse-view-query";
import type { CreateViewInput, ViewRow } from "./schema";

/** Saves a list's filters under a name: for oneself, one's team or everyone. */
export async function createView(ctx: Context, input: CreateViewInput): Promise<{ data: ViewRow }> {
  if (!ctx.actor.userId) throw new AppError("forbidden", "Only a person can save views.");
  requireViewQuery(input.query);
  const teamRole = teamOf(ctx.actor, input.scope, input.team_role);
  const [view] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into saved_views (owner_id, name, scope, team_role, query, columns)
    values (${ctx.actor.userId}::uuid, ${input.name}, ${input.scope}, ${teamRole}, ${input.query}, ${JSON.stringify(input.columns)}::jsonb)
    returning id`;
  if (!view) throw new Error("The view was not stored.");
  if (input.scope !== "mine") await ctx.audit("VIEW_SHARED", null, { view_id: view.id, ...input });
  ctx.emit("view.saved", { view_id: view.id, scope: input.scope });
  return readView(ctx, view.id);
}
