import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import { z } from "zod";
import type { Actor } from "../organization";
import type { ChangeEvent, PresentPerson, ServerMessage } from "./protocol";

const clientMessage = z.object({
  type: z.literal("look"),
  ticket_id: z.uuid().nullable(),
  typing: z.enum(["reply", "note"]).nullable(),
});
export type Look = z.output<typeof clientMessage>;

// A reader this far behind is gone or asleep; it resynchronises when it reconnects.
const maximumBufferedBytes = 1_000_000;

// Each look asks the database; a person typing and switching tickets stays far below.
const looksPerWindow = 60;
const lookWindowMs = 10_000;

/** One browser tab. */
export class Connection {
  readonly id = randomUUID();
  ticketId: string | null = null;
  isAlive = true;
  #looks = { since: 0, count: 0 };

  constructor(
    readonly socket: WebSocket,
    public actor: Actor,
    /** Says again who this is; null once the session no longer holds. */
    readonly authenticate: () => Promise<Actor | null>,
  ) {}

  /** Counts a message of the tab; false once there are more than any person makes. */
  mayLook(now = Date.now()): boolean {
    if (now - this.#looks.since >= lookWindowMs) this.#looks = { since: now, count: 0 };
    this.#looks.count += 1;
    return this.#looks.count <= looksPerWindow;
  }

  send(message: ServerMessage): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > maximumBufferedBytes) this.socket.terminate();
    else this.socket.send(JSON.stringify(message));
  }

  sendChanges(events: ChangeEvent[]): void {
    if (events.length > 0) this.send({ type: "changes", events });
  }

  sendPresence(ticketId: string, people: PresentPerson[]): void {
    this.send({
      type: "presence",
      ticket_id: ticketId,
      people: people.filter((person) => person.user_id !== this.actor.userId),
    });
  }
}

export function readLook(data: unknown): Look | null {
  try {
    return clientMessage.parse(JSON.parse(String(data)));
  } catch {
    return null;
  }
}
