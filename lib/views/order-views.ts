import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { listViews } from "./list-views";
import type { ViewRow } from "./schema";

/** Puts a person's list of views in the given order; what is not named follows behind. */
export async function orderViews(ctx: Context, ids: string[]): Promise<{ data: ViewRow[] }> {
  const seen = new Set((await listViews(ctx)).data.map((view) => view.id));
  if (ids.some((id) => !seen.has(id))) throw notFound("view");
  await ctx.tx.$executeRaw`delete from saved_view_positions where user_id = ${ctx.actor.userId}::uuid`;
  await ctx.tx.$executeRaw`
    insert into saved_view_positions (user_id, view_id, position)
    select ${ctx.actor.userId}::uuid, id, min(position) from unnest(${ids}::uuid[]) with ordinality as given (id, position) group by id`;
  return listViews(ctx);
}
