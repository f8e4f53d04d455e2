"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useChanges } from "@/components/shared/live";
import { ticketKeys } from "../ticket-queries";

const gatherMs = 150;

/** Reads the ticket again when someone, here or elsewhere, changed it. */
export function useLiveTicket(ticketId: string): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useChanges((events) => {
    const isMeant = events.some(
      ({ name, data }) =>
        name === "resync" ||
        name === "tickets.changed" ||
        data.ticket_id === ticketId ||
        data.target_id === ticketId,
    );
    if (!isMeant) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(
      () => void client.invalidateQueries({ queryKey: ticketKeys.all(ticketId) }),
      gatherMs,
    );
  });
  useEffect(() => () => clearTimeout(timer.current), []);
}
