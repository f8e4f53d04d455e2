import { type Sql, sql } from "@/lib/platform/database/sql";
import { AppError } from "@/lib/platform/errors";
import type { Actor } from "@/lib/platform/organization";
import { hasPermission } from "@/lib/platform/permissions";
import type { ViewRow } from "./schema";

/** The rows of `saved_views v` an actor sees: their own, their role's, everyone's. */
export function visibleViews(actor: Actor): Sql {
  return sql`(v.owner_id = ${actor.userId}::uuid or v.scope = 'everyone' or (v.scope = 'team' and v.team_role = ${actor.role}))`;
}

/** One's own; shared ones also for whoever may publish. */
export function canEdit(actor: Actor, view: { owner_id: string; scope: string }): boolean {
  return view.owner_id === actor.userId || (view.scope !== "mine" && hasPermission(actor, "views:publish"));
}

/** The role a view is shared with; refuses a wider audience than the actor may address. */
export function teamOf(
  actor: Actor,
  scope: ViewRow["scope"],
  role: string | null | undefined,
): string | null {
  const publishes = hasPermission(actor, "views:publish");
  if (scope === "everyone" && !publishes)
    throw new AppError("forbidden", "Publishing a view to everyone is for managers.", {
      fields: [{ field: "scope", message: "Needs views:publish.", allowed: ["mine", "team"] }],
    });
  if (scope !== "team") return null;
  if (role && role !== actor.role && !publishes)
    throw new AppError("forbidden", "Sharing a view with another team is for managers.", {
      fields: [{ field: "team_role", message: "Needs views:publish.", allowed: [actor.role] }],
    });
  return role ?? actor.role;
}
