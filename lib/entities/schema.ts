import { z } from "zod";
import { instant, listAnswer, listQuery, multi } from "@/lib/platform/schema";
import { linkedTypes } from "@/lib/tickets/schema";

export const entityType = z.enum(linkedTypes);
const entityId = z.string().trim().min(1).max(100);

export const entityRow = z.object({
  type: entityType,
  entity_id: z.string(),
  label: z.string(),
  detail: z.string().nullable(),
  url: z.string().nullable(),
  updated_at: instant,
});
export type EntityRow = z.output<typeof entityRow>;
export const entityDetail = entityRow.extend({ ticket_count: z.int(), open_ticket_count: z.int() });
export type EntityDetail = z.output<typeof entityDetail>;

export const listEntitiesQuery = z.object({
  limit: listQuery.shape.limit,
  cursor: listQuery.shape.cursor,
  type: multi(entityType),
  /** Beginnings of words, from one character on; every word must occur. */
  search: z.string().trim().max(200).optional(),
});
export type ListEntitiesQuery = z.output<typeof listEntitiesQuery>;
export const entityListAnswer = listAnswer(entityRow);

export const entityFields = z.object({
  label: z.string().trim().min(1).max(200),
  detail: z.string().trim().max(500).nullish(),
  url: z.url({ protocol: /^https?$/, error: "An address that starts with http:// or https://." }).nullish(),
});
export type EntityFields = z.output<typeof entityFields>;
export const entityKey = z.object({ type: entityType, entity_id: entityId });
export type EntityKey = z.output<typeof entityKey>;

export const feedInput = z.object({
  entities: z.array(entityFields.extend(entityKey.shape)).min(1).max(1000),
});
export type FeedInput = z.output<typeof feedInput>;
export const feedAnswer = z.object({
  data: z.object({ created: z.int(), updated: z.int(), unchanged: z.int() }),
});
