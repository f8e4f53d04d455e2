"use client";

import { useEffect } from "react";
import { usePaletteActions } from "@/components/shared/palette-registry";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { openTicketAction, preloadDialogs, type TicketActionName } from "../ticket-actions";
import type { TicketData } from "../ticket-queries";
import { useTicketMoves } from "../use-ticket-moves";

const preloadAfterMs = 800;
const quickActions: { keys: string; label: string; action: TicketActionName }[] = [
  { keys: "s", label: "Change status", action: "status" },
  { keys: "p", label: "Change priority", action: "priority" },
  { keys: "e", label: "Escalate", action: "escalate" },
  { keys: "r", label: "Reply", action: "reply" },
  { keys: "n", label: "Add an internal note", action: "note" },
];

/** The open ticket answers to the same letters as a row of the list, and offers itself in the palette. */
export function useDrawerShortcuts(ticket: TicketData): void {
  const { toggleWatch } = useTicketMoves(ticket);
  const watch = () => {
    if (!ticket.refusals.watch) toggleWatch();
  };
  // Whoever may not assign may still take what waits in their own queue.
  const assign = () =>
    openTicketAction(ticket.refusals.assign && !ticket.refusals.take ? "take" : "assign", [ticket]);
  useShortcuts("Open ticket", [
    { keys: "a", label: "Assign, or take it", run: assign },
    ...quickActions.map(({ keys, label, action }) => ({
      keys,
      label,
      run: () => openTicketAction(action, [ticket]),
    })),
    { keys: "w", label: "Watch or stop watching", run: watch },
  ]);
  useEffect(() => {
    const timer = setTimeout(preloadDialogs, preloadAfterMs);
    return () => clearTimeout(timer);
  }, []);
  usePaletteActions([
    { id: "ticket-assign", label: `#${ticket.number}: assign, or take it`, keys: "a", run: assign },
    ...quickActions.map(({ keys, label, action }) => ({
      id: `ticket-${action}`,
      label: `#${ticket.number}: ${label.toLowerCase()}`,
      keys,
      run: () => openTicketAction(action, [ticket]),
    })),
    ...(["resolve", "close", "reopen", "merge", "follow-up", "archive"] as const).map((action) => ({
      id: `ticket-${action}`,
      label: `#${ticket.number}: ${action === "follow-up" ? "create a follow-up" : action}`,
      run: () => openTicketAction(action, [ticket]),
    })),
  ]);
}
