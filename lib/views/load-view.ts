import { sql } from "@/lib/platform/database/sql";
import { AppError, notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { canEdit, visibleViews } from "./access";
import { readViews } from "./list-views";
import type { ViewRow } from "./schema";

type Editable = Pick<ViewRow, "id" | "name" | "scope" | "team_role" | "query" | "columns" | "owner_id">;

/** A view the actor may change, locked; 404 where they do not see it. */
export async function loadEditableView(ctx: Context, id: string): Promise<Editable> {
  const [view] = await ctx.tx.$queryRaw<Editable[]>`
    select v.id, v.name, v.scope, v.team_role, v.query, v.columns, v.owner_id
    from saved_views v where v.id = ${id}::uuid and ${visibleViews(ctx.actor)} for update of v`;
  if (!view) throw notFound("view");
  if (!canEdit(ctx.actor, view))
    throw new AppError("forbidden", "Only its owner or a manager may change this shared view.");
  return view;
}

/** For verbs that already checked: the view after their change. */
export async function readView(ctx: Context, id: string): Promise<{ data: ViewRow }> {
  const [view] = await readViews(ctx, sql`v.id = ${id}::uuid`);
  if (!view) throw new Error("The view just saved is gone.");
  return { data: view };
}
