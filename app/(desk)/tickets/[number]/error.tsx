"use client";

import { TicketFailure } from "@/components/tickets/drawer/ticket-missing";

export default function TicketError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return <TicketFailure requestId={error.digest ?? null} onRetry={reset} />;
}
