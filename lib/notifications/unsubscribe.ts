import type { z } from "zod";
import { notFound } from "@/lib/platform/errors";
import { enterOrganization } from "@/lib/platform/handle-public";
import type { Context } from "@/lib/platform/organization";
import type { unsubscribeAnswer, unsubscribeQuery } from "./schema";
import { readSubscription } from "./unsubscribe-token";

type Answer = z.output<typeof unsubscribeAnswer>;

/** Stops e-mail to whoever the signed link was sent to; the link is all that is asked for. */
export async function unsubscribe(
  ctx: Context,
  { token, scope }: z.output<typeof unsubscribeQuery>,
): Promise<Answer> {
  const subscription = readSubscription(token);
  const { organization_id, user_id, requester_id } = subscription;
  const inside = await enterOrganization(ctx, {
    organizationId: organization_id,
    userId: null,
    role: "system",
  });
  const ticket_id = scope === "all" ? null : subscription.ticket_id;
  await inside.tx.$executeRaw`
    insert into mail_optouts (user_id, requester_id, ticket_id)
    values (${user_id}::uuid, ${requester_id}::uuid, ${ticket_id}::uuid) on conflict do nothing`;
  return {
    data: {
      stopped: ticket_id === null ? "all" : "ticket",
      ticket_number: await numberOf(inside, ticket_id),
    },
  };
}

/** What a link is about, for the page it opens. */
export async function readUnsubscribeLink(
  ctx: Context,
  token: string,
): Promise<{ address: string; organization_name: string; ticket_number: number | null }> {
  const { organization_id, user_id, requester_id, ticket_id } = readSubscription(token);
  const inside = await enterOrganization(ctx, {
    organizationId: organization_id,
    userId: null,
    role: "system",
  });
  const [row] = await inside.tx.$queryRaw<{ address: string; organization_name: string }[]>`
    select coalesce((select email from users where id = ${user_id}::uuid), (select email from requesters where id = ${requester_id}::uuid)) as address,
      o.name as organization_name from organizations o`;
  if (!row?.address) throw notFound("subscription");
  return { ...row, ticket_number: await numberOf(inside, ticket_id) };
}

async function numberOf(ctx: Context, ticketId: string | null): Promise<number | null> {
  if (ticketId === null) return null;
  const ticket = await ctx.tx.ticket.findUnique({ where: { id: ticketId }, select: { number: true } });
  return ticket?.number ?? null;
}
