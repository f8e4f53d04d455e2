import { TicketMissing } from "@/components/tickets/drawer/ticket-missing";

export default function TicketNotFound() {
  return <TicketMissing />;
}
