import { z } from "zod";
import type { TicketHappening } from "./audience";
import type { Detail } from "./words";

/** What notifications read of any ticket event; each noun's own events.ts says the whole of it. */
const ticketEventData = z.object({
  ticket_id: z.uuid(),
  actor_id: z.uuid().nullable().default(null),
  message_id: z.uuid().optional(),
  mentions: z.array(z.uuid()).default([]),
  user_id: z.uuid().optional(),
  owner_id: z.uuid().nullable().optional(),
  owner_role: z.string().nullable().optional(),
  old_owner_id: z.uuid().nullable().optional(),
  new_role: z.string().nullable().optional(),
  old_status: z.string().optional(),
  new_status: z.string().optional(),
  fields: z.array(z.string()).optional(),
  target_id: z.uuid().optional(),
  clock: z.string().optional(),
  level: z.int().optional(),
  is_chain_end: z.boolean().optional(),
});

export type TicketEvent = z.output<typeof ticketEventData> & { id: string; name: string };

export function readTicketEvent(event: { id: string; name: string; data: unknown }): TicketEvent {
  return { ...ticketEventData.parse(event.data), id: event.id, name: event.name };
}

export function happeningOf({ name, actor_id, new_status, fields }: TicketEvent): TicketHappening {
  return { name, actor_id, new_status, fields };
}

/** Ids and codes for the words, never what someone wrote. */
export function detailOf(event: TicketEvent): Detail & { target_id?: string } {
  const {
    old_status,
    new_status,
    fields,
    owner_id,
    owner_role,
    clock,
    level,
    new_role,
    is_chain_end,
    target_id,
  } = event;
  const is_note = event.name === "ticket.note_added" ? true : undefined;
  return {
    is_note,
    old_status,
    new_status,
    fields,
    owner_id,
    owner_role,
    clock,
    level,
    new_role,
    is_chain_end,
    target_id,
  };
}
