import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import { z } from "zod";
import type { Actor } from "../organization";
import type { ChangeEvent, PresentPerson, ServerMessage } from "./protocol";

const clientMessage = z.object({
  type: z.literal("look"),
  tab: z.string().max(40).default(""),
  ticket_id: z.uuid().nullable(),
  typing: z.enum(["reply", "note"]).nullable(),
});
export type Look = z.output<typeof clientMessage>;

/** A reader this far behind is told nothing more until it has caught up, and then to read everything again. */
const maximumBufferedBytes = 256_000;

// Each look may ask the database; a person typing and switching tickets stays far below.
const looksPerWindow = 60;
const lookWindowMs = 10_000;

/** One browser with all its tabs, or one program. */
export class Connection {
  readonly id = randomUUID();
  /** What its tabs look at. */
  readonly tickets = new Map<string, string>();
  isAlive = true;
  /** Since when it has not taken what it was sent. */
  behindSince: number | null = null;
  toldCursor = 0;
  #looks = { since: 0, count: 0 };

  constructor(
    readonly socket: WebSocket,
    public actor: Actor,
    /** Tells apart who may be asked for together: the same session or token. */
    readonly credential: string,
    /** Says again who this is; null once the session no longer holds. */
    readonly authenticate: () => Promise<Actor | null>,
  ) {}

  /** Counts a message of the browser; false once there are more than any person makes. */
  mayLook(now = Date.now()): boolean {
    if (now - this.#looks.since >= lookWindowMs) this.#looks = { since: now, count: 0 };
    this.#looks.count += 1;
    return this.#looks.count <= looksPerWindow;
  }

  looksAt(ticketId: string): boolean {
    for (const looked of this.tickets.values()) if (looked === ticketId) return true;
    return false;
  }

  greet(cursor: number): void {
    this.#send({ type: "hello", user_id: this.actor.userId ?? "", cursor });
    this.toldCursor = cursor;
  }

  sendChanges(events: readonly ChangeEvent[], cursor: number): void {
    this.#send({ type: "changes", events: [...events], cursor });
    this.toldCursor = cursor;
  }

  sendReset(cursor: number): void {
    this.#send({ type: "reset", cursor });
    this.toldCursor = cursor;
  }

  sendPresence(ticketId: string, people: PresentPerson[]): void {
    this.#send({
      type: "presence",
      ticket_id: ticketId,
      people: people.filter((person) => person.user_id !== this.actor.userId),
    });
  }

  #send(message: ServerMessage): void {
    if (this.behindSince !== null || this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > maximumBufferedBytes) this.behindSince = Date.now();
    else this.socket.send(JSON.stringify(message));
  }
}

export function readLook(data: unknown): Look | null {
  try {
    return clientMessage.parse(JSON.parse(String(data)));
  } catch {
    return null;
  }
}
