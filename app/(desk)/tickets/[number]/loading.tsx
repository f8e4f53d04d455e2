"use client";

import { useParams } from "next/navigation";
import SteppedTicket from "@/components/tickets/drawer/stepped-ticket";

/** While the server renders the page, the browser shows what it has read of the ticket already. */
export default function TicketLoading() {
  const { number } = useParams<{ number: string }>();
  return <SteppedTicket number={number} />;
}
