import {
  type ChangeEvent,
  type ClientMessage,
  type PresentPerson,
  realtimePath,
  type ServerMessage,
  signedOutCode,
} from "@/lib/platform/realtime/protocol";

const firstRetryMs = 500;
const longestRetryMs = 15_000;
/** A reload of the server is over by then; a longer silence is worth a banner. */
const tellAfterMs = 4_000;

type Listener = () => void;

const resync: ChangeEvent = { name: "resync", data: {}, actor_id: null };

/** The tab's WebSocket: reconnects by itself and goes on where it was cut off, or says that changes were missed. */
export class LiveStream {
  isDown = false;
  #socket: WebSocket | null = null;
  #retryMs = firstRetryMs;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #downTimer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = true;
  /** The server tells what came after it. */
  #cursor: number;
  #look: ClientMessage = { type: "look", ticket_id: null, typing: null };
  #people = new Map<string, PresentPerson[]>();
  #changes = new Set<(events: ChangeEvent[]) => void>();
  #presence = new Set<Listener>();
  #connection = new Set<Listener>();

  constructor(cursor: number) {
    this.#cursor = cursor;
  }

  open(): () => void {
    this.#isClosed = false;
    this.#connect();
    const retryNow = () => this.#retryNow();
    window.addEventListener("online", retryNow);
    return () => {
      this.#isClosed = true;
      window.removeEventListener("online", retryNow);
      clearTimeout(this.#retryTimer);
      clearTimeout(this.#downTimer);
      this.#socket?.close();
      this.#socket = null;
    };
  }

  onChanges(listener: (events: ChangeEvent[]) => void): () => void {
    this.#changes.add(listener);
    return () => this.#changes.delete(listener);
  }

  onPresence(listener: Listener): () => void {
    this.#presence.add(listener);
    return () => this.#presence.delete(listener);
  }

  onConnection(listener: Listener): () => void {
    this.#connection.add(listener);
    return () => this.#connection.delete(listener);
  }

  peopleAt(ticketId: string): PresentPerson[] | undefined {
    return this.#people.get(ticketId);
  }

  look(ticketId: string | null, typing: "reply" | "note" | null): void {
    if (this.#look.ticket_id === ticketId && this.#look.typing === typing) return;
    this.#look = { type: "look", ticket_id: ticketId, typing };
    this.#sendLook();
  }

  #connect(): void {
    const socket = new WebSocket(
      `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${realtimePath}?cursor=${this.#cursor}`,
    );
    this.#socket = socket;
    socket.onopen = () => this.#opened();
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(String(data)) as ServerMessage);
    socket.onclose = ({ code }) => this.#closed(socket, code);
  }

  /** Back on the network nobody should wait for the pause between two attempts. */
  #retryNow(): void {
    if (this.#isClosed || this.#socket?.readyState !== WebSocket.CLOSED) return;
    clearTimeout(this.#retryTimer);
    this.#connect();
  }

  #opened(): void {
    this.#retryMs = firstRetryMs;
    clearTimeout(this.#downTimer);
    this.#downTimer = undefined;
    this.#setDown(false);
    if (this.#look.ticket_id) this.#sendLook();
  }

  #closed(socket: WebSocket, code: number): void {
    if (this.#isClosed || this.#socket !== socket) return;
    if (code === signedOutCode) {
      location.reload();
      return;
    }
    this.#downTimer ??= setTimeout(() => this.#setDown(true), tellAfterMs);
    this.#retryTimer = setTimeout(() => this.#connect(), this.#retryMs * (0.75 + Math.random() / 2));
    this.#retryMs = Math.min(longestRetryMs, this.#retryMs * 2);
  }

  #receive(message: ServerMessage): void {
    if (message.type === "presence") {
      this.#people.set(message.ticket_id, message.people);
      for (const listener of this.#presence) listener();
    } else if (message.type === "changes") this.#tell(message.events, message.cursor);
    else if (message.type === "reset") this.#tell([resync], message.cursor);
  }

  #tell(events: ChangeEvent[], cursor: number): void {
    this.#cursor = cursor;
    if (events.length > 0) for (const listener of this.#changes) listener(events);
  }

  #setDown(isDown: boolean): void {
    if (this.isDown === isDown) return;
    this.isDown = isDown;
    for (const listener of this.#connection) listener();
  }

  #sendLook(): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(this.#look));
  }
}
