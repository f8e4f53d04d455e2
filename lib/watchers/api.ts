import { z } from "zod";
import { endpoint } from "@/lib/platform/endpoint";
import { one, uuid } from "@/lib/platform/schema";
import { type WatchState, watcherRow, watchInput, watchState } from "./schema";

const byTicket = z.object({ id: uuid });
const byTicketAndUser = z.object({ id: uuid, user_id: uuid });
const tag = "Watchers";
const documented = (answer: { data: WatchState }) => ({
  success: true,
  data: { ticketId: answer.data.ticket_id, watching: answer.data.watching },
});

export const watchersApi = {
  list: endpoint({
    method: "GET",
    path: "/tickets/{id}/watchers",
    tag,
    permission: "tickets:watch",
    summary: "List who watches a ticket, and by which channels",
    params: byTicket,
    response: z.object({ data: z.array(watcherRow) }),
  }),
  watch: endpoint({
    method: "POST",
    path: "/tickets/{id}/watch",
    tag,
    permission: "tickets:watch",
    summary: "Watch a ticket, or change one's channels",
    params: byTicket,
    body: watchInput,
    response: one(watchState),
    documented,
  }),
  unwatch: endpoint({
    method: "DELETE",
    path: "/tickets/{id}/watch",
    tag,
    permission: "tickets:watch",
    summary: "Stop watching a ticket",
    params: byTicket,
    response: one(watchState),
    documented,
  }),
  set: endpoint({
    method: "PUT",
    path: "/tickets/{id}/watchers/{user_id}",
    tag,
    permission: "tickets:watchers",
    summary: "Add a colleague as watcher, or change their channels",
    params: byTicketAndUser,
    body: watchInput,
    response: one(watchState),
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/tickets/{id}/watchers/{user_id}",
    tag,
    permission: "tickets:watchers",
    summary: "Remove a colleague from the watchers",
    params: byTicketAndUser,
    response: one(watchState),
  }),
};
