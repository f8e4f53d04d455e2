import { z } from "zod";
import { staffRoles } from "@/lib/platform/permissions";
import { flag, instant, listAnswer, listQuery, multi, one, uuid } from "@/lib/platform/schema";
import { readReplayNumber } from "@/lib/sla/replay-cell";
import { minimumReasonLength, ticketStatuses } from "./status";

export const ticketPriorities = ["LOW", "MEDIUM", "HIGH", "CRITICAL"] as const;
export type TicketPriority = (typeof ticketPriorities)[number];

export const linkedTypes = [
  "booking",
  "shipment",
  "user",
  "truck",
  "operator",
  "franchise",
  "document",
  "payment",
] as const;
/** Ranges that move with the clock; a saved view keeps the word, so that it is right tomorrow as well. */
export const datePresets = [
  "today",
  "yesterday",
  "tomorrow",
  "last_24_hours",
  "last_7_days",
  "last_30_days",
  "last_90_days",
  "next_24_hours",
  "next_7_days",
  "this_week",
  "this_month",
  "last_month",
] as const;
export type DatePreset = (typeof datePresets)[number];
export const slaStatuses = ["completed", "no_sla", "breached", "near_breach", "on_track", "paused"] as const;
export const ticketSorts = [
  "created_at",
  "updated_at",
  "sla_due_at",
  "response_due_at",
  "next_response_due_at",
  "priority",
  "status",
  "number",
  "title",
  "owner",
  "linked",
] as const;
export const ownerRoles = staffRoles.filter((role) => role !== "admin");

export const priority = z.enum(ticketPriorities);
export const status = z.enum(ticketStatuses);
const ownerRole = z.enum(ownerRoles as [string, ...string[]]);

export const title = z.string().trim().min(10, "At least 10 characters.").max(200, "At most 200 characters.");
export const description = z
  .string()
  .trim()
  .min(20, "At least 20 characters.")
  .max(2000, "At most 2,000 characters.");
export const tag = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, "A tag has at least one character.")
  .max(50, "A tag has at most 50 characters.")
  .regex(/^[^,]*$/, "A tag has no comma.");
export const tags = z
  .array(tag)
  .max(20, "At most 20 tags.")
  .transform((values) => [...new Set(values)]);
export const reason = z
  .string()
  .trim()
  .min(minimumReasonLength, `At least ${minimumReasonLength} characters.`)
  .max(2000);

const personOrMe = z.union([uuid, z.literal("me")]);
const negatable = {
  status: multi(status),
  priority: multi(priority),
  owner_id: multi(z.union([uuid, z.enum(["me", "none"])])),
  owner_role: multi(z.string()),
  franchise_id: multi(uuid),
  linked_type: multi(z.enum(linkedTypes)),
  linked_id: multi(z.string().max(100)),
  tags: multi(tag),
  sla_status: multi(z.enum(slaStatuses)),
  response_status: multi(z.enum(slaStatuses)),
  next_response_status: multi(z.enum(slaStatuses)),
  requester_id: multi(uuid),
  company_id: multi(uuid),
  created_by_id: multi(personOrMe),
  source: multi(z.string().max(50)),
};

export const ticketFilters = z.object({
  id: multi(uuid),
  ...negatable,
  /** `status_not=CLOSED`: everything the same condition without `_not` leaves out. */
  status_not: negatable.status,
  priority_not: negatable.priority,
  owner_id_not: negatable.owner_id,
  owner_role_not: negatable.owner_role,
  franchise_id_not: negatable.franchise_id,
  linked_type_not: negatable.linked_type,
  tags_not: negatable.tags,
  sla_status_not: negatable.sla_status,
  response_status_not: negatable.response_status,
  next_response_status_not: negatable.next_response_status,
  requester_id_not: negatable.requester_id,
  company_id_not: negatable.company_id,
  created_by_id_not: negatable.created_by_id,
  source_not: negatable.source,
  linked_id_not: negatable.linked_id,
  search: z.string().trim().max(300).optional(),
  from_date: instantOrDay(),
  to_date: instantOrDay(),
  updated_from: instantOrDay(),
  updated_to: instantOrDay(),
  due_from: instantOrDay(),
  due_to: instantOrDay(),
  created_within: z.enum(datePresets).optional(),
  updated_within: z.enum(datePresets).optional(),
  due_within: z.enum(datePresets).optional(),
  response_due_from: instantOrDay(),
  response_due_to: instantOrDay(),
  response_due_within: z.enum(datePresets).optional(),
  next_response_due_from: instantOrDay(),
  next_response_due_to: instantOrDay(),
  next_response_due_within: z.enum(datePresets).optional(),
  watching: flag.optional(),
  /** Owned by me, waiting in my role's queue, or watched by me. */
  my_work: flag.optional(),
  is_sensitive: flag.optional(),
  archived: z.enum(["true", "false", "any"]).default("false"),
  number: multi(z.coerce.number().int().positive()),
  merged: flag.optional(),
  /** One number of an SLA replay, `<replay>:<clock>.<outcome>[.<priority>.<team or none>]`: the tickets behind it. */
  sla_replay: z
    .string()
    .max(150)
    .refine((text) => readReplayNumber(text) !== null, "Not a number of an SLA replay.")
    .optional(),
});
export type TicketFilters = z.output<typeof ticketFilters>;

export const listTicketsQuery = ticketFilters.extend({
  ...listQuery.shape,
  sort: z.enum(ticketSorts).default("created_at"),
  order: z.enum(["asc", "desc"]).default("desc"),
  include: multi(z.enum(["description"])),
  /** `false` leaves the exact total out, for pages after the first. */
  count: flag.default(true),
});
export type ListTicketsQuery = z.output<typeof listTicketsQuery>;

const ticketFields = {
  id: uuid,
  number: z.int(),
  source: z.string(),
  external_id: z.string().nullable(),
  title: z.string(),
  priority,
  status,
  severity: z.string().nullable(),
  owner_id: uuid.nullable(),
  owner_role: z.string().nullable(),
  owner_name: z.string().nullable(),
  created_by_id: uuid.nullable(),
  created_by_role: z.string(),
  requester_id: uuid.nullable(),
  requester_name: z.string().nullable(),
  company_id: uuid.nullable(),
  assigned_franchise_id: uuid.nullable(),
  linked_type: z.enum(linkedTypes).nullable(),
  linked_id: z.string().nullable(),
  sla_due_at: instant.nullable(),
  sla_near_breach_at: instant.nullable(),
  sla_status: z.enum(slaStatuses),
  /** Since when the clock of the resolution stands still. */
  sla_paused_at: instant.nullable(),
  sla_breached: z.boolean(),
  sla_escalation_level: z.int(),
  response_due_at: instant.nullable(),
  response_near_breach_at: instant.nullable(),
  response_paused_at: instant.nullable(),
  response_status: z.enum(slaStatuses),
  first_response_at: instant.nullable(),
  /** While the requester waits for an answer to what they wrote after the first one. */
  next_response_due_at: instant.nullable(),
  next_response_near_breach_at: instant.nullable(),
  next_response_paused_at: instant.nullable(),
  next_response_status: z.enum(slaStatuses),
  tags: z.array(z.string()),
  is_sensitive: z.boolean(),
  /** The title and everything beyond it are withheld until a reason is given (POST …/access). */
  is_withheld: z.boolean(),
  archived: z.boolean(),
  version: z.int(),
  created_at: instant,
  updated_at: instant,
  resolved_at: instant.nullable(),
  closed_at: instant.nullable(),
};

export const ticketRow = z.object({ ...ticketFields, description: z.string().optional() });
export type TicketRow = z.output<typeof ticketRow>;

export const ticketMove = z.object({
  to: status,
  /** Why this person may not make the move now; null when it is allowed. */
  refused_because: z.string().nullable(),
  requires: z.array(z.enum(["resolution_summary", "reason"])),
});

export const ticketActions = [
  "update",
  /** What an external desk owns of its tickets: title, description, priority, tags, requester, due time. */
  "edit",
  "assign",
  "take",
  "escalate",
  "resolve",
  "close",
  "reopen",
  "reply",
  "note",
  "archive",
  "merge",
  "watch",
] as const;
export type TicketAction = (typeof ticketActions)[number];

const relatedTicket = z.object({ id: uuid, number: z.int(), title: z.string(), status });

export const ticketDetail = z.object({
  ...ticketFields,
  description: z.string(),
  sla_due_is_manual: z.boolean(),
  sla_due_reason: z.string().nullable(),
  escalated_from: status.nullable(),
  resolution_summary: z.string().nullable(),
  created_by_name: z.string().nullable(),
  requester: z
    .object({
      id: uuid,
      name: z.string(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      company_name: z.string().nullable(),
    })
    .nullable(),
  franchise: z.object({ id: uuid, code: z.string(), name: z.string() }).nullable(),
  linked_entity: z
    .object({
      type: z.enum(linkedTypes),
      entity_id: z.string(),
      label: z.string(),
      detail: z.string().nullable(),
      url: z.string().nullable(),
    })
    .nullable(),
  merged_into: relatedTicket.nullable(),
  follow_up_of: relatedTicket.nullable(),
  follow_ups: z.array(relatedTicket),
  merged_tickets: z.array(relatedTicket),
  /** The external desk that owns this copy of a ticket; GET …/source says the rest of it. */
  mirror: z.object({ vendor: z.string(), url: z.string().nullable() }).nullable(),
  watcher_count: z.int(),
  is_watching: z.boolean(),
  /** Every status with the move to it: allowed, or why not. */
  moves: z.array(ticketMove),
  /** Per action, why this person may not do it; null when allowed. */
  refusals: z.record(z.enum(ticketActions), z.string().nullable()),
});
export type TicketDetail = z.output<typeof ticketDetail>;

export const ticketAnswer = one(ticketDetail);
export const ticketListAnswer = listAnswer(ticketRow);

export const createTicketInput = z.object({
  title,
  description,
  priority: priority.default("MEDIUM"),
  linked_type: z.enum(linkedTypes).nullish(),
  linked_id: z.string().trim().min(1).max(100).nullish(),
  tags: tags.default([]),
  assigned_franchise_id: uuid.nullish(),
  is_sensitive: z.boolean().default(false),
  owner_id: uuid.nullish(),
  owner_role: ownerRole.nullish(),
  requester_id: uuid.nullish(),
  follow_up_of_id: uuid.nullish(),
  severity: z.string().trim().max(20).nullish(),
  /** Files of `POST /uploads`, as many as `GET /upload-limits` says; add more to the ticket afterwards. */
  upload_ids: z.array(uuid).max(20).optional(),
});
export type CreateTicketInput = z.output<typeof createTicketInput>;

export const updateTicketInput = z.strictObject({
  title: title.optional(),
  description: description.optional(),
  priority: priority.optional(),
  status: status.optional(),
  owner_id: uuid.nullable().optional(),
  owner_role: ownerRole.optional(),
  tags: tags.optional(),
  linked_type: z.enum(linkedTypes).nullable().optional(),
  linked_id: z.string().trim().min(1).max(100).nullable().optional(),
  assigned_franchise_id: uuid.nullable().optional(),
  requester_id: uuid.nullable().optional(),
  is_sensitive: z.boolean().optional(),
  sla_due_at: z.coerce.date().nullable().optional(),
  resolution_summary: z.string().trim().max(5000).optional(),
  reason: z.string().trim().max(2000).optional(),
  version: z.int().positive().optional(),
});
export type UpdateTicketInput = z.output<typeof updateTicketInput>;

export const assignTicketInput = z.object({
  owner_role: ownerRole,
  /** A person, `auto` for the least loaded available one, or nothing for the role's queue. */
  owner_id: z.union([uuid, z.literal("auto")]).nullish(),
  reason: reason.optional(),
  version: z.int().positive().optional(),
});
export const transitionTicketInput = z.object({
  status,
  resolution_summary: z.string().trim().max(5000).optional(),
  reason: z.string().trim().max(2000).optional(),
  version: z.int().positive().optional(),
});
export const reasonInput = z.object({ reason });
export const archiveTicketInput = z.object({ reason: z.string().trim().max(2000).optional() });
export const mergeTicketInput = z
  .object({
    target_id: uuid.optional(),
    target_number: z.int().positive().optional(),
    reason,
  })
  .refine((input) => Boolean(input.target_id) !== Boolean(input.target_number), {
    path: ["target_id"],
    message: "Name the ticket to merge into by target_id or by target_number.",
  });
export type MergeTicketInput = z.output<typeof mergeTicketInput>;

/** A day (`2026-11-21`) in the organization's zone, or an instant. */
function instantOrDay() {
  return z.union([z.iso.date(), z.iso.datetime({ offset: true }), z.literal("now")]).optional();
}

export const messageRow = z.object({
  id: uuid,
  ticket_id: uuid,
  actor_id: uuid.nullable(),
  actor_role: z.string(),
  actor_name: z.string().nullable(),
  /** Sanitised HTML. */
  message: z.string(),
  message_text: z.string(),
  attachments: z.array(z.string()),
  mentions: z.array(uuid),
  is_internal_note: z.boolean(),
  created_at: instant,
});
export type MessageRow = z.output<typeof messageRow>;

export const listMessagesQuery = z.object({
  ...listQuery.shape,
  order: z.enum(["asc", "desc"]).default("asc"),
});
export const createMessageInput = z.object({
  /** HTML or plain text; markup beyond the allowed set is removed. */
  message: z.string().trim().min(1, "Write something first.").max(50_000),
  is_internal_note: z.boolean().default(false),
  attachments: z
    .array(z.url({ protocol: /^https?$/ }))
    .max(20)
    .default([]),
  /** Files of `POST /uploads`; they are as internal as the message. */
  upload_ids: z.array(uuid).max(20).optional(),
  mentions: z.array(uuid).max(50).default([]),
});
export type CreateMessageInput = z.output<typeof createMessageInput>;
