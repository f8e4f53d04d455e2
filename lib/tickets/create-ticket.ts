import { attachUploads } from "@/lib/attachments/attach-uploads";
import { getUploadLimits } from "@/lib/attachments/get-upload-limits";
import { prepared } from "@/lib/platform/database/sql";
import { AppError, invalidField } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { hasPermission, isStaff } from "@/lib/platform/permissions";
import { settleClocks } from "@/lib/sla/settle-clocks";
import { checkLinkedEntity } from "./check-linked-entity";
import { chooseOwner } from "./choose-owner";
import { readDetail } from "./get-ticket";
import { loadTicket } from "./load-ticket";
import type { CreateTicketInput, TicketDetail } from "./schema";

/** Files a ticket: number, due times and the audit row come from the database's triggers. */
export async function createTicket(ctx: Context, given: CreateTicketInput): Promise<{ data: TicketDetail }> {
  checkInput(ctx, given);
  await checkLinkedEntity(ctx, given.linked_type, given.linked_id);
  await checkFiles(ctx, given.upload_ids?.length ?? 0);
  const input = given.follow_up_of_id ? await inherit(ctx, given, given.follow_up_of_id) : given;
  const requesterId = input.requester_id ?? (await requesterOfActor(ctx));
  const owner = await initialOwner(ctx, input);
  const [created] = await ctx.tx.$queryRaw<{ id: string; number: number }[]>(prepared`
    insert into tickets (title, description, priority, linked_type, linked_id, tags, assigned_franchise_id, is_sensitive, severity,
      owner_id, owner_role, requester_id, company_id, follow_up_of_id, created_by_id, created_by_role)
    values (${input.title}, ${input.description}, ${input.priority}, ${input.linked_type ?? null}, ${input.linked_id ?? null}, ${input.tags}::text[],
      ${input.assigned_franchise_id ?? ctx.actor.franchiseId}::uuid, ${input.is_sensitive}, ${input.severity ?? null},
      ${owner.owner_id}::uuid, ${owner.owner_role}, ${requesterId}::uuid,
      (select company_id from requesters where id = ${requesterId}::uuid), ${input.follow_up_of_id ?? null}::uuid,
      ${ctx.actor.userId}::uuid, ${ctx.actor.role})
    returning id, number`);
  if (!created) throw new AppError("internal", "The ticket could not be stored.");
  await settleClocks(ctx, [created.id]);
  // Whoever files a sensitive ticket has just read it: asking them for a reason would be theatre.
  if (input.is_sensitive && isStaff(ctx.actor.role)) await grantToCreator(ctx, created.id);
  await attachUploads(
    ctx,
    { ticketId: created.id, messageId: null, isInternal: false },
    input.upload_ids ?? [],
  );
  ctx.emit("ticket.created", { ticket_id: created.id, number: created.number, owner_id: owner.owner_id });
  return { data: await readDetail(ctx, created.id) };
}

async function checkFiles(ctx: Context, count: number): Promise<void> {
  if (count === 0) return;
  const { files_per_ticket: most } = (await getUploadLimits(ctx)).data;
  if (count > most)
    throw invalidField(
      "upload_ids",
      `At most ${most} ${most === 1 ? "file" : "files"} with a new ticket; add more to it afterwards.`,
    );
}

function checkInput(ctx: Context, input: CreateTicketInput): void {
  if (Boolean(input.linked_type) !== Boolean(input.linked_id)) {
    throw invalidField(
      input.linked_type ? "linked_id" : "linked_type",
      "linked_type and linked_id go together.",
    );
  }
  if (input.owner_id && !mayName(ctx, input.owner_id)) {
    throw new AppError(
      "forbidden",
      "Your role files tickets to a queue; naming a person needs tickets:assign.",
      {
        fields: [{ field: "owner_id", message: "Needs the permission tickets:assign." }],
      },
    );
  }
  if (isStaff(ctx.actor.role) || ctx.actor.role === "system") return;
  const staffOnly = (
    ["owner_id", "owner_role", "requester_id", "assigned_franchise_id", "severity"] as const
  ).find((field) => input[field]);
  if (staffOnly)
    throw new AppError("forbidden", `${staffOnly} is set by the desk.`, {
      fields: [{ field: staffOnly, message: "Set by the desk." }],
    });
}

/** A follow-up is about the same thing, for the same person and as confidential, where it says nothing else. */
async function inherit(
  ctx: Context,
  input: CreateTicketInput,
  earlierId: string,
): Promise<CreateTicketInput> {
  const earlier = await loadTicket(ctx, earlierId);
  const { linked_id, assigned_franchise_id } = await ctx.tx.ticket.findUniqueOrThrow({
    where: { id: earlierId },
    select: { linked_id: true, assigned_franchise_id: true },
  });
  const link = input.linked_type
    ? {}
    : { linked_type: earlier.linked_type as CreateTicketInput["linked_type"], linked_id };
  return {
    ...input,
    ...link,
    requester_id: input.requester_id ?? (isStaff(ctx.actor.role) ? earlier.requester_id : null),
    assigned_franchise_id: input.assigned_franchise_id ?? assigned_franchise_id,
    tags: input.tags.length > 0 ? input.tags : [...earlier.tags],
    is_sensitive: input.is_sensitive || earlier.is_sensitive,
  };
}

function mayName(ctx: Context, ownerId: string): boolean {
  return (
    ctx.actor.role === "system" || ownerId === ctx.actor.userId || hasPermission(ctx.actor, "tickets:assign")
  );
}

/** chain[0] of the priority's policy is the queue a ticket starts in, unless the creator says otherwise. */
async function initialOwner(ctx: Context, input: CreateTicketInput) {
  if (input.owner_role) return chooseOwner(ctx, input.owner_role, input.owner_id);
  if (input.owner_id) throw invalidField("owner_role", "owner_id needs owner_role.");
  const [policy] = await ctx.tx.$queryRaw<
    { role: string }[]
  >`select escalation_chain ->> 0 as role from sla_policy_of(${input.priority}, null, ${input.assigned_franchise_id ?? ctx.actor.franchiseId}::uuid)`;
  return { owner_id: null, owner_role: policy?.role ?? "ops_agent", assignment_reason: null };
}

/** A requester's first ticket makes them known as a contact, or joins them to the one of their address. */
async function requesterOfActor(ctx: Context): Promise<string | null> {
  const { userId, name, email, role } = ctx.actor;
  if (isStaff(role) || !userId) return null;
  await ctx.tx.$executeRaw`
    update requesters r set user_id = ${userId}::uuid where r.email = ${email} and r.user_id is null
      and not exists (select from requesters x where x.user_id = ${userId}::uuid)`;
  const [row] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into requesters (name, email, user_id)
    values (${name}, (select ${email}::text where not exists (select from requesters r where r.email = ${email})), ${userId}::uuid)
    on conflict (organization_id, user_id) do update set name = excluded.name returning id`;
  return row?.id ?? null;
}

async function grantToCreator(ctx: Context, ticketId: string): Promise<void> {
  await ctx.tx.$executeRaw`
    insert into ticket_access_grants (ticket_id, user_id, reason, expires_at)
    values (${ticketId}::uuid, ${ctx.actor.userId}::uuid, 'Created this sensitive ticket.', app_now() + interval '1 hour')`;
}
