"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { ErrorState } from "@/components/shared/error-state";
import { failureText, requestIdOf, ticketIdQuery, ticketQuery } from "../ticket-queries";
import { DrawerBar } from "./drawer-header";
import { DrawerSkeleton } from "./drawer-skeleton";
import { TicketDrawer } from "./ticket-drawer";
import { TicketMissing } from "./ticket-missing";

/** A ticket known by its number alone: from the cache at once where a row of it was looked at before. */
export default function SteppedTicket({ number }: { number: string }) {
  const client = useQueryClient();
  const { data: id, error, refetch } = useQuery(ticketIdQuery(client, number));
  if (id) return <NamedTicket ticketId={id} number={Number(number)} />;
  if (id === null) return <TicketMissing />;
  if (!error) return <DrawerSkeleton />;
  return (
    <>
      <div className="px-4 md:px-5">
        <DrawerBar number={number} />
      </div>
      <ErrorState
        message={failureText(error)}
        requestId={requestIdOf(error)}
        onRetry={() => void refetch()}
        className="flex-1"
      />
    </>
  );
}

/** With the title a page of its own would have. */
function NamedTicket({ ticketId, number }: { ticketId: string; number: number }) {
  const { data: ticket } = useQuery(ticketQuery(ticketId));
  const title = ticket ? `#${ticket.number} ${ticket.title} · Docket` : `Ticket #${number} · Docket`;
  useEffect(() => {
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
  return <TicketDrawer ticketId={ticketId} number={number} />;
}
