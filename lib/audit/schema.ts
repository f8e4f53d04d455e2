import { z } from "zod";
import { instant, listAnswer, listQuery, multi, uuid } from "@/lib/platform/schema";
import { datePresets } from "@/lib/tickets/schema";

export const auditRow = z.object({
  id: z.int(),
  ticket_id: uuid.nullable(),
  ticket_number: z.int().nullable(),
  actor_id: uuid.nullable(),
  actor_name: z.string().nullable(),
  actor_role: z.string(),
  action: z.string(),
  payload: z.record(z.string(), z.unknown()),
  /** People, franchises and requesters the payload refers to, by id. */
  names: z.record(z.string(), z.string()),
  ip_address: z.string().nullable(),
  created_at: instant,
  /** In the hash chain already; a new row is sealed within seconds. */
  is_sealed: z.boolean(),
});
export type AuditRow = z.output<typeof auditRow>;
export const auditAnswer = listAnswer(auditRow);

/** A person, or `system` for what Docket did itself. */
const actor = z.union([uuid, z.literal("system")]);
/** A day (`2026-11-21`) in the organization's zone, or an instant. */
const dayOrInstant = z.union([z.iso.date(), z.iso.datetime({ offset: true })]).optional();

export const listAuditQuery = z.object({
  limit: listQuery.shape.limit,
  cursor: listQuery.shape.cursor,
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  ticket_id: uuid.optional(),
  ticket_number: multi(z.coerce.number().int().min(0)),
  actor_id: multi(actor),
  actor_id_not: multi(actor),
  action: multi(z.string().max(100)),
  action_not: multi(z.string().max(100)),
  from_date: dayOrInstant,
  to_date: dayOrInstant,
  created_within: z.enum(datePresets).optional(),
});
export type ListAuditQuery = z.output<typeof listAuditQuery>;
