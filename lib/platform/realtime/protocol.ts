/** What travels over `/api/v1/ws`. Types only: the browser imports this file too. */
export type ChangeEvent = { name: string; data: Record<string, unknown>; actor_id: string | null };

export type PresentPerson = { user_id: string; name: string; typing: "reply" | "note" | null };

/**
 * A cursor says that everything up to it has been told. Whoever connects with the last one they were given
 * (`?cursor=`) is told what came since, or to read everything again where that is no longer known.
 */
export type ServerMessage =
  | { type: "hello"; user_id: string; cursor: number }
  | { type: "changes"; events: ChangeEvent[]; cursor: number }
  /** Changes were left out: read everything again. */
  | { type: "reset"; cursor: number }
  | { type: "presence"; ticket_id: string; people: PresentPerson[] };

export type ClientMessage = {
  /** Looks at a ticket, or at none. Typing is part of the same statement and ends with it. */
  type: "look";
  /** Which of the browser's tabs looks; they share one connection. */
  tab?: string;
  ticket_id: string | null;
  typing: "reply" | "note" | null;
};

export const realtimePath = "/api/v1/ws";

/** Close code: the session, token or person behind the connection no longer holds. */
export const signedOutCode = 4401;
