import { z } from "zod";
import { roles } from "@/lib/platform/permissions";
import { flag, instant, uuid } from "@/lib/platform/schema";

export const viewScopes = ["mine", "team", "everyone"] as const;

export const viewRow = z.object({
  id: uuid,
  name: z.string(),
  scope: z.enum(viewScopes),
  /** Whose view it is when the scope is `team`. */
  team_role: z.string().nullable(),
  /** The list's address after the question mark: filters, sort and order. */
  query: z.string(),
  columns: z.record(z.string(), z.unknown()),
  owner_id: uuid,
  owner_name: z.string(),
  /** Whether this person may change or delete it. */
  is_editable: z.boolean(),
  /** Tickets it shows this person now; null when not asked for, or when its query is no longer valid. */
  count: z.int().nullable(),
  created_at: instant,
  updated_at: instant,
});
export type ViewRow = z.output<typeof viewRow>;
export const viewListAnswer = z.object({ data: z.array(viewRow) });

export const listViewsQuery = z.object({ counts: flag.default(false) });

const viewFields = {
  name: z.string().trim().min(1).max(80),
  scope: z.enum(viewScopes),
  team_role: z.enum(roles).optional(),
  query: z.string().trim().max(4000),
  columns: z
    .record(z.string(), z.unknown())
    .refine((columns) => JSON.stringify(columns).length <= 20_000, "At most 20,000 characters of JSON."),
};
export const createViewInput = z.object({
  ...viewFields,
  scope: viewFields.scope.default("mine"),
  query: viewFields.query.default(""),
  columns: viewFields.columns.default({}),
});
export type CreateViewInput = z.output<typeof createViewInput>;
export const updateViewInput = z.strictObject(viewFields).partial();
export type UpdateViewInput = z.output<typeof updateViewInput>;
export const orderViewsInput = z.object({ ids: z.array(uuid).min(1).max(500) });
