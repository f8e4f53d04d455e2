/** What travels over `/api/v1/ws`. Types only: the browser imports this file too. */
export type ChangeEvent = { name: string; data: Record<string, unknown>; actor_id: string | null };

export type PresentPerson = { user_id: string; name: string; typing: "reply" | "note" | null };

export type ServerMessage =
  | { type: "hello"; user_id: string }
  | { type: "changes"; events: ChangeEvent[] }
  | { type: "presence"; ticket_id: string; people: PresentPerson[] };

export type ClientMessage =
  /** Looks at a ticket, or at none. Typing is part of the same statement and expires with it. */
  { type: "look"; ticket_id: string | null; typing: "reply" | "note" | null };

export const realtimePath = "/api/v1/ws";
