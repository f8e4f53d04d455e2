import { type ZodType, z } from "zod";

/** Building blocks every noun's schema shares. */
export const uuid = z.uuid();
export const instant = z.date();

/** Query flags: `true`/`1`, `false`/`0`. */
export const flag = z.union([
  z.boolean(),
  z.enum(["true", "false", "1", "0"]).transform((value) => value === "true" || value === "1"),
]);

/** A query value that may be repeated or comma-separated. */
export function multi<Item extends ZodType>(item: Item) {
  return z.preprocess((value) => {
    if (value === undefined || value === "") return undefined;
    return (Array.isArray(value) ? value : [value])
      .flatMap((part) => (typeof part === "string" ? part.split(",") : [part]))
      .filter((part) => part !== "");
  }, z.array(item).min(1).max(200).optional());
}

export const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(1000).optional(),
  page: z.coerce.number().int().min(1).max(10_000).optional(),
});

export function one<Item extends ZodType>(item: Item) {
  return z.object({ data: item });
}

export const pagination = z.object({
  limit: z.int(),
  /** Exact; null when the request said `count=false`. */
  total: z.int().nullable(),
  next_cursor: z.string().nullable(),
  page: z.int().optional(),
  total_pages: z.int().optional(),
});

export function listAnswer<Item extends ZodType>(item: Item) {
  return z.object({ data: z.array(item), pagination });
}
