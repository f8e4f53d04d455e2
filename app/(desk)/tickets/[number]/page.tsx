import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { NoPermission } from "@/components/shared/no-permission";
import { TicketDrawer } from "@/components/tickets/drawer/ticket-drawer";
import { TicketGate } from "@/components/tickets/drawer/ticket-gate";
import { auditPerPage, messagesPerPage, ticketKeys } from "@/components/tickets/ticket-queries";
import { listAudit } from "@/lib/audit/list-audit";
import { toWire } from "@/lib/platform/api-client";
import { AppError } from "@/lib/platform/errors";
import { type Actor, type Context, withOrganization } from "@/lib/platform/organization";
import { isStaff } from "@/lib/platform/permissions";
import { requireActor } from "@/lib/platform/require-actor";
import { findTicketId } from "@/lib/tickets/find-ticket-id";
import { getTicket } from "@/lib/tickets/get-ticket";
import { listMessages } from "@/lib/tickets/list-messages";

type PageProps = { params: Promise<{ number: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { number } = await params;
  const { actor, isAllowed } = await requireActor("tickets:read");
  const read = isAllowed ? await readForPage(actor, number) : null;
  if (read?.kind !== "open") return { title: read ? `Ticket #${read.number}` : "Ticket" };
  return { title: `#${read.ticket.number} ${read.ticket.title}` };
}

export default async function TicketPage({ params }: PageProps) {
  const { number } = await params;
  const { actor, isAllowed } = await requireActor("tickets:read");
  if (!isAllowed) return <NoPermission act="open tickets" />;
  const read = await readForPage(actor, number);
  if (!read) notFound();
  if (read.kind === "withheld") return <TicketGate key={read.id} ticketId={read.id} number={read.number} />;
  return (
    <HydrationBoundary state={dehydrate(fill(read))}>
      <TicketDrawer ticketId={read.ticket.id} number={read.number} />
    </HydrationBoundary>
  );
}

/** Once a request, for the title of the page and the page alike. */
const readForPage = cache(async (actor: Actor, number: string) => {
  try {
    return await withOrganization(actor, (ctx) => readAll(ctx, number));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "not_found") return null;
    if (error.code !== "reason_required") throw error;
    const { ticket_id: id, number: withheld } = error.details as { ticket_id: string; number: number };
    return { kind: "withheld" as const, id, number: withheld };
  }
});

async function readAll(ctx: Context, number: string) {
  const id = await findTicketId(ctx, number);
  const { data: ticket } = await getTicket(ctx, id);
  const messages = await listMessages(ctx, id, { order: "desc", limit: messagesPerPage });
  const audit = isStaff(ctx.actor.role)
    ? await listAudit(ctx, { ticket_id: id, limit: auditPerPage, offset: 0 })
    : null;
  return { kind: "open" as const, number: ticket.number, ticket, messages, audit };
}

/** The cache the drawer starts with: the same keys it reads, filled on the server. */
function fill({ ticket, messages, audit }: Awaited<ReturnType<typeof readAll>>): QueryClient {
  const client = new QueryClient();
  const firstPage = (page: unknown) => ({ pages: [page], pageParams: [undefined] });
  client.setQueryData(ticketKeys.detail(ticket.id), toWire(ticket));
  client.setQueryData(ticketKeys.messages(ticket.id), firstPage(toWire(messages)));
  if (audit) client.setQueryData(ticketKeys.audit(ticket.id), firstPage(toWire(audit)));
  return client;
}
