"use client";

import { call } from "@/lib/platform/api-client";
import type { ticketsApi } from "@/lib/tickets/api";
import type { TicketPriority } from "@/lib/tickets/schema";
import type { TicketStatus } from "@/lib/tickets/status";
import type { watchersApi } from "@/lib/watchers/api";
import { sendOnTop } from "./edit-conflict";
import { openTicketAction, type TicketActionName } from "./ticket-actions";
import type { TicketData } from "./ticket-queries";
import { priorityName, statusName } from "./ticket-words";
import { useTicketChange } from "./use-ticket-change";

/** Moves that ask for words first have a dialog of their own. */
const dialogOfMove: Partial<Record<TicketStatus, TicketActionName>> = {
  RESOLVED: "resolve",
  ESCALATED: "escalate",
  CLOSED: "close",
  REOPENED: "reopen",
};

/** The one-step changes of a ticket; each shows at once and is taken back with a message if refused. */
export function useTicketMoves(ticket: TicketData) {
  const change = useTicketChange();
  const params = { id: ticket.id };
  const ignoreTold = () => undefined;

  const moveTo = (status: TicketStatus) => {
    const dialog = dialogOfMove[status];
    if (dialog) return openTicketAction(dialog, [ticket]);
    change({
      ticket,
      optimistic: { status },
      send: () =>
        sendOnTop(ticket, (version) =>
          call<typeof ticketsApi.transition>("POST", "/tickets/{id}/transition", {
            params,
            body: { status, version },
          }),
        ),
      failure: `#${ticket.number} did not move to ${statusName(status).toLowerCase()}`,
    }).catch(ignoreTold);
  };

  const setPriority = (priority: TicketPriority) => {
    change({
      ticket,
      optimistic: { priority },
      send: () =>
        sendOnTop(ticket, (version) =>
          call<typeof ticketsApi.update>("PATCH", "/tickets/{id}", { params, body: { priority, version } }),
        ),
      failure: `The priority of #${ticket.number} is not ${priorityName(priority).toLowerCase()}`,
    }).catch(ignoreTold);
  };

  const toggleWatch = () => {
    const isWatching = !ticket.is_watching;
    const next = { is_watching: isWatching, watcher_count: ticket.watcher_count + (isWatching ? 1 : -1) };
    change({
      ticket,
      optimistic: next,
      send: async () => {
        if (isWatching)
          await call<typeof watchersApi.watch>("POST", "/tickets/{id}/watch", { params, body: {} });
        else await call<typeof watchersApi.unwatch>("DELETE", "/tickets/{id}/watch", { params });
        return { data: { ...ticket, ...next } };
      },
      failure: isWatching ? "You do not watch this ticket yet" : "You still watch this ticket",
    }).catch(ignoreTold);
  };

  return { moveTo, setPriority, toggleWatch };
}
