import { z } from "zod";
import { instant, listAnswer, listQuery, multi, uuid } from "@/lib/platform/schema";
import {
  assignTicketInput,
  createMessageInput,
  priority,
  reason,
  status,
  tags,
  ticketFilters,
  transitionTicketInput,
} from "@/lib/tickets/schema";
import { watchInput } from "@/lib/watchers/schema";

/** At most this many tickets in one operation. */
export const bulkLimit = 10_000;
/** Up to this many are done before the request answers; more are worked off in the background. */
export const immediateLimit = 100;

const nothing = z.object({}).default({});
const message = createMessageInput.pick({ message: true });

export const bulkChange = z.discriminatedUnion("action", [
  z.object({
    action: z.literal("assign"),
    payload: assignTicketInput.pick({ owner_role: true, owner_id: true }),
  }),
  z.object({
    action: z.literal("transition"),
    payload: transitionTicketInput.pick({ resolution_summary: true }).extend({ status }),
  }),
  z.object({
    action: z.literal("resolve"),
    payload: transitionTicketInput.pick({ resolution_summary: true }),
  }),
  z.object({ action: z.literal("close"), payload: nothing }),
  z.object({ action: z.literal("reopen"), payload: nothing }),
  z.object({ action: z.literal("escalate"), payload: nothing }),
  z.object({ action: z.literal("priority"), payload: z.object({ priority }) }),
  z.object({
    action: z.literal("tags"),
    payload: z
      .object({ add: tags.optional(), remove: tags.optional(), set: tags.optional() })
      .refine((change) => change.add || change.remove || change.set, "Give add, remove or set."),
  }),
  z.object({ action: z.literal("archive"), payload: nothing }),
  z.object({ action: z.literal("restore"), payload: nothing }),
  z.object({
    action: z.literal("watch"),
    payload: watchInput.extend({ user_id: uuid.optional() }).default({}),
  }),
  z.object({ action: z.literal("unwatch"), payload: z.object({ user_id: uuid.optional() }).default({}) }),
  z.object({ action: z.literal("reply"), payload: message }),
  z.object({ action: z.literal("note"), payload: message }),
  z.object({ action: z.literal("merge"), payload: z.object({ target_id: uuid }) }),
]);
export type BulkChange = z.output<typeof bulkChange>;
export type BulkAction = BulkChange["action"];

const selection = z.object({
  ticket_ids: z.array(uuid).min(1).max(bulkLimit).optional(),
  /** The list's filters; everything they match, not only the page on screen. */
  filter: ticketFilters.optional(),
  /** Left out of what `filter` matches. */
  except_ids: z.array(uuid).max(bulkLimit).optional(),
});
export type BulkSelection = z.output<typeof selection>;

export const previewBulkInput = bulkChange.and(selection).refine(isOneSelection, selectionIssue());
export type PreviewBulkInput = z.output<typeof previewBulkInput>;
export const startBulkInput = bulkChange
  .and(selection.extend({ reason }))
  .refine(isOneSelection, selectionIssue());
export type StartBulkInput = z.output<typeof startBulkInput>;

export const bulkPreview = z.object({
  matched: z.int(),
  allowed: z.int(),
  refusals: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      count: z.int(),
      /** The first few of them. */
      tickets: z.array(z.object({ id: uuid, number: z.int().nullable() })),
    }),
  ),
});
export type BulkPreview = z.output<typeof bulkPreview>;

export const bulkStatuses = ["pending", "running", "completed", "cancelled", "failed"] as const;
export const bulkResults = ["pending", "succeeded", "failed", "undone", "cancelled"] as const;

export const bulkOperation = z.object({
  id: uuid,
  action: z.string(),
  payload: z.record(z.string(), z.unknown()),
  reason: z.string(),
  status: z.enum(bulkStatuses),
  total: z.int(),
  succeeded: z.int(),
  failed: z.int(),
  undone: z.int(),
  undo_of_id: uuid.nullable(),
  /** Why it cannot be undone; null when it can. */
  undo_refused_because: z.string().nullable(),
  error_message: z.string().nullable(),
  requested_by_id: uuid,
  requested_by_name: z.string(),
  created_at: instant,
  started_at: instant.nullable(),
  completed_at: instant.nullable(),
});
export type BulkOperation = z.output<typeof bulkOperation>;

export const bulkItem = z.object({
  position: z.int(),
  ticket_id: uuid,
  number: z.int().nullable(),
  title: z.string().nullable(),
  result: z.enum(bulkResults),
  error_code: z.string().nullable(),
  message: z.string().nullable(),
});
export type BulkItem = z.output<typeof bulkItem>;

const pageQuery = z.object({ limit: listQuery.shape.limit, cursor: listQuery.shape.cursor });
export const listBulkQuery = pageQuery.extend({ status: multi(z.enum(bulkStatuses)) });
export const listBulkItemsQuery = pageQuery.extend({ result: multi(z.enum(bulkResults)) });
export const bulkListAnswer = listAnswer(bulkOperation);
export const bulkItemsAnswer = listAnswer(bulkItem);

function isOneSelection(input: BulkSelection): boolean {
  return Boolean(input.ticket_ids) !== Boolean(input.filter);
}

function selectionIssue() {
  return { path: ["ticket_ids"], message: "Give either ticket_ids or a filter." };
}
