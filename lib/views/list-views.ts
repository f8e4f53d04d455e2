import { join, type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { filterTickets } from "@/lib/tickets/filter-tickets";
import { canEdit, visibleViews } from "./access";
import { parseViewQuery } from "./parse-view-query";
import type { ViewRow } from "./schema";

type StoredView = Omit<ViewRow, "is_editable" | "count">;

/** The views a person sees, in the order they gave them; with live counts on request. */
export async function listViews(
  ctx: Context,
  options: { counts: boolean } = { counts: false },
): Promise<{ data: ViewRow[] }> {
  const data = await readViews(ctx, visibleViews(ctx.actor));
  const counts = options.counts ? await countTickets(ctx, data) : new Map<string, number>();
  return { data: data.map((view) => ({ ...view, count: counts.get(view.id) ?? null })) };
}

/** The rows of `saved_views v` under a condition the caller answers for. */
export async function readViews(ctx: Context, condition: Sql): Promise<ViewRow[]> {
  const views = await ctx.tx.$queryRaw<StoredView[]>`
    select v.id, v.name, v.scope, v.team_role, v.query, v.columns, v.owner_id, u.name as owner_name, v.created_at, v.updated_at
    from saved_views v join users u on u.id = v.owner_id
      left join saved_view_positions p on p.view_id = v.id and p.user_id = ${ctx.actor.userId}::uuid
    where ${condition}
    order by coalesce(p.position, 1000 + v.position),
      array_position(array['mine', 'team', 'everyone'], v.scope), lower(v.name), v.id limit 500`;
  return views.map((view) => ({ ...view, is_editable: canEdit(ctx.actor, view), count: null }));
}

/** All of them in one round trip, each with the list's own conditions, so that a count is what the list shows. */
async function countTickets(ctx: Context, views: ViewRow[]): Promise<Map<string, number>> {
  const parts = views.flatMap((view) => {
    const filters = parseViewQuery(view.query);
    return filters
      ? [
          sql`(select ${view.id} as id, (select count(*)::int from tickets t where ${filterTickets(ctx, filters)}) as count)`,
        ]
      : [];
  });
  if (parts.length === 0) return new Map();
  const rows = await ctx.tx.$queryRaw<{ id: string; count: number }[]>`${join(parts, " union all ")}`;
  return new Map(rows.map((row) => [row.id, row.count]));
}
