import { join, type Sql, sql } from "@/lib/platform/database/sql";
import { AppError, invalidField } from "@/lib/platform/errors";
import { type Context, giveReason } from "@/lib/platform/organization";
import { settleClocks } from "@/lib/sla/settle-clocks";
import { queueWriteBack } from "@/lib/sync/queue-write-back";
import { isPaymentTicket } from "./access";
import { checkLinkedEntity } from "./check-linked-entity";
import { chooseOwner } from "./choose-owner";
import { readDetail } from "./get-ticket";
import { type LoadedTicket, loadTicket, refuseUnless, staleVersion } from "./load-ticket";
import type { TicketDetail, UpdateTicketInput } from "./schema";
import { applyMove } from "./transition-ticket";

const plainFields = [
  "title",
  "description",
  "priority",
  "tags",
  "linked_type",
  "linked_id",
  "assigned_franchise_id",
  "requester_id",
  "is_sensitive",
] as const;
/** The rest of them is Docket's own, also of a ticket that an external desk owns. */
const editedFields = ["title", "description", "priority", "tags", "requester_id", "sla_due_at"] as const;
const uuidFields: readonly string[] = ["assigned_franchise_id", "requester_id"];

/** Changes any fields at once; a stale version is refused with the fields that differ. */
export async function updateTicket(
  ctx: Context,
  id: string,
  input: UpdateTicketInput,
  ifMatch?: number,
): Promise<{ data: TicketDetail }> {
  const ticket = await loadTicket(ctx, id, { lock: true });
  const version = input.version ?? ifMatch;
  if (version !== undefined && version !== ticket.version) throw await differences(ctx, ticket, input);
  await applyUpdate(ctx, ticket, input);
  return { data: await readDetail(ctx, id) };
}

/** The change itself, for verbs that loaded the ticket already. */
export async function applyUpdate(
  ctx: Context,
  ticket: LoadedTicket,
  input: UpdateTicketInput,
): Promise<void> {
  const sets = assignments(input);
  if (sets.length > 0) refuseUnless(ctx, "update", ticket);
  if (editedFields.some((field) => input[field] !== undefined)) refuseUnless(ctx, "edit", ticket);
  refuseHidingPayment(ctx, ticket, input);
  await checkLinkedEntity(ctx, input.linked_type, input.linked_id);
  if (input.status && input.status !== ticket.status)
    await applyMove(ctx, ticket, { ...input, status: input.status });
  else await giveReason(ctx, input.reason);
  if (input.owner_id !== undefined || input.owner_role !== undefined)
    sets.push(...(await ownerAssignments(ctx, ticket, input)));
  if (input.resolution_summary !== undefined && (!input.status || input.status === ticket.status)) {
    refuseUnless(ctx, "resolve", ticket);
    sets.push(sql`resolution_summary = ${input.resolution_summary}`);
  }
  if (sets.length > 0) {
    await ctx.tx.$executeRaw`update tickets set ${join(sets, ", ")} where id = ${ticket.id}::uuid`;
    await settleClocks(ctx, [ticket.id]);
    ctx.emit("ticket.updated", {
      ticket_id: ticket.id,
      fields: Object.keys(input).filter((field) => field !== "version" && field !== "reason"),
    });
  }
}

/** Otherwise dropping the tag first would let anyone resolve what only finance may. */
function refuseHidingPayment(ctx: Context, ticket: LoadedTicket, input: UpdateTicketInput): void {
  const linked_type = input.linked_type === undefined ? ticket.linked_type : input.linked_type;
  const next = { ...ticket, linked_type, tags: input.tags ?? ticket.tags };
  if (!isPaymentTicket(ticket) || isPaymentTicket(next)) return;
  if (!["finance", "admin", "system"].includes(ctx.actor.role))
    throw new AppError("forbidden", "Only finance or an admin may take a ticket out of the payment tickets.");
}

function assignments(input: UpdateTicketInput): Sql[] {
  if (
    (input.linked_type === undefined) !== (input.linked_id === undefined) ||
    (input.linked_type === null) !== (input.linked_id === null)
  ) {
    throw invalidField("linked_id", "linked_type and linked_id go together.");
  }
  const sets = plainFields.flatMap((field) => {
    const value = input[field];
    if (value === undefined) return [];
    const column = columns[field];
    return [uuidFields.includes(field) ? sql`${column} = ${value}::uuid` : sql`${column} = ${value}`];
  });
  // A due time set by hand survives later changes of priority; null hands it back to the policy.
  if (input.sla_due_at === null) sets.push(sql`sla_due_is_manual = false, sla_due_reason = null`);
  else if (input.sla_due_at) {
    if (!input.reason) throw invalidField("reason", "A due time set by hand needs a reason.");
    sets.push(
      sql`sla_due_is_manual = true, sla_due_at = ${input.sla_due_at}, sla_due_reason = ${input.reason}`,
    );
  }
  return sets;
}

const columns: Record<(typeof plainFields)[number], Sql> = {
  title: sql`title`,
  description: sql`description`,
  priority: sql`priority`,
  tags: sql`tags`,
  linked_type: sql`linked_type`,
  linked_id: sql`linked_id`,
  assigned_franchise_id: sql`assigned_franchise_id`,
  requester_id: sql`requester_id`,
  is_sensitive: sql`is_sensitive`,
};

async function ownerAssignments(
  ctx: Context,
  ticket: LoadedTicket,
  input: UpdateTicketInput,
): Promise<Sql[]> {
  refuseUnless(ctx, "assign", ticket);
  const role = input.owner_role ?? ticket.owner_role;
  if (!role) throw invalidField("owner_role", "owner_id needs owner_role.");
  const owner = await chooseOwner(ctx, role, input.owner_id);
  await queueWriteBack(ctx, ticket.id, { kind: "owner", owner_id: owner.owner_id });
  ctx.emit("ticket.assigned", {
    ticket_id: ticket.id,
    owner_id: owner.owner_id,
    owner_role: owner.owner_role,
  });
  return [sql`owner_id = ${owner.owner_id}::uuid`, sql`owner_role = ${owner.owner_role}`];
}

/** What the client wants against what is there now, only where the two differ. */
async function differences(ctx: Context, ticket: LoadedTicket, input: UpdateTicketInput): Promise<AppError> {
  const current = (await readDetail(ctx, ticket.id)) as unknown as Record<string, unknown>;
  const differing: Record<string, { yours: unknown; current: unknown }> = {};
  for (const [field, yours] of Object.entries(input)) {
    if (field in current && field !== "version" && JSON.stringify(current[field]) !== JSON.stringify(yours)) {
      differing[field] = { yours, current: current[field] };
    }
  }
  return staleVersion(ticket.version, differing);
}
