import type { ChangeEvent, PresentPerson, ServerMessage } from "@/lib/platform/realtime/protocol";
import type { LiveShare } from "./live-share";

type Listener = () => void;

const resync: ChangeEvent = { name: "resync", data: {}, actor_id: null };

/** What this tab hears: it goes on where it was cut off, or says that changes were missed. */
export class LiveStream {
  isDown = false;
  /** Everything up to it has been told. */
  #cursor: number;
  #share: LiveShare | null = null;
  #look = { ticket_id: null as string | null, typing: null as "reply" | "note" | null };
  #people = new Map<string, PresentPerson[]>();
  #changes = new Set<(events: ChangeEvent[]) => void>();
  #presence = new Set<Listener>();
  #connection = new Set<Listener>();

  constructor(
    private readonly userId: string,
    cursor: number,
  ) {
    this.#cursor = cursor;
  }

  open(): () => void {
    let isClosed = false;
    // Not needed to show the page, so it is not part of what the page waits for.
    void import("./live-share").then(({ shareLive }) => {
      if (isClosed) return;
      this.#share = shareLive({
        userId: this.userId,
        cursor: () => this.#cursor,
        onMessage: (message) => this.#receive(message),
        onDown: (isDown) => this.#setDown(isDown),
        onSignedOut: () => location.reload(),
      });
      if (this.#look.ticket_id) this.#share.look(this.#look);
    });
    return () => {
      isClosed = true;
      this.#share?.close();
      this.#share = null;
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
    this.#look = { ticket_id: ticketId, typing };
    this.#share?.look(this.#look);
  }

  #receive(message: ServerMessage): void {
    if (message.type === "presence") {
      this.#people.set(message.ticket_id, message.people);
      for (const listener of this.#presence) listener();
    } else if (message.type === "changes") this.#tell(message.events, message.cursor);
    else if (message.type === "reset") this.#tell([resync], message.cursor);
  }

  #tell(events: ChangeEvent[], cursor: number): void {
    this.#cursor = Math.max(this.#cursor, cursor);
    if (events.length > 0) for (const listener of this.#changes) listener(events);
  }

  #setDown(isDown: boolean): void {
    if (this.isDown === isDown) return;
    this.isDown = isDown;
    for (const listener of this.#connection) listener();
  }
}
