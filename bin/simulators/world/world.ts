import { instantOfShare } from "./calendar";
import { type Directory, makeDirectory } from "./directory";
import { randomOf } from "./randomness";
import { makeConversations, makeTimeEntries } from "./thread";
import { TicketIndex } from "./ticket-index";
import { isGone, makeTicket, type Origin } from "./ticket-life";
import type { SimConversation, SimTicket, SimTimeEntry } from "./types";

const year = 365 * 86_400_000;

export type WorldOptions = {
  seed: number;
  tickets: number;
  /** The end of the invented past; the same seed and end give the same desk. */
  until: Date;
};

/** What differs from the drawn ticket, as far as anything does. */
type Changed = {
  fields: Partial<SimTicket>;
  conversations: SimConversation[] | null;
  timeEntries: SimTimeEntry[] | null;
};

/** A whole desk that takes little memory: all of it is drawn from the seed again when asked for, only changes are kept. */
export class World {
  readonly index = new TicketIndex();
  readonly directory: Directory;
  readonly origin: Origin;
  /** How far this desk's clock is ahead of the machine's. */
  skewSeconds = 0;
  private readonly changed = new Map<number, Changed>();

  constructor(readonly options: WorldOptions) {
    const until = wholeSecond(options.until.getTime());
    const from = until - year;
    this.directory = makeDirectory(options.seed, options.tickets, from);
    this.origin = { seed: options.seed, from, until, directory: this.directory };
    for (let id = 1; id <= options.tickets; id += 1) {
      const share = (id - 1 + randomOf(options.seed, "arrival", id).next()) / options.tickets;
      const createdAt = wholeSecond(instantOfShare(from, until, share));
      if (id > 20 && isGone(options.seed, id)) this.index.remove(id, createdAt);
      else this.index.put(makeTicket(this.origin, id, createdAt));
    }
  }

  now(): number {
    return wholeSecond(Date.now() + this.skewSeconds * 1_000);
  }

  /** Null for what the desk no longer knows at all. */
  ticket(id: number): SimTicket | null {
    if (this.index.placeOf(id) === "gone") return null;
    return { ...this.drawn(id), ...this.changed.get(id)?.fields };
  }

  conversations(id: number): SimConversation[] {
    return this.changed.get(id)?.conversations ?? makeConversations(this.origin, this.drawn(id));
  }

  timeEntries(id: number): SimTimeEntry[] {
    return this.changed.get(id)?.timeEntries ?? makeTimeEntries(this.origin, this.drawn(id));
  }

  addTicket(make: (drawn: SimTicket) => Partial<SimTicket>): SimTicket {
    const id = this.index.last + 1;
    const drawn = makeTicket(this.origin, id, this.now());
    const ticket = { ...drawn, ...make(drawn) };
    this.index.put(ticket);
    this.changeOf(id).fields = ticket;
    return ticket;
  }

  setTicket(id: number, fields: Partial<SimTicket>): void {
    const change = this.changeOf(id);
    change.fields = { ...change.fields, ...fields };
    const ticket = this.ticket(id);
    if (ticket) this.index.put(ticket);
  }

  setConversations(id: number, conversations: SimConversation[]): void {
    this.changeOf(id).conversations = conversations;
  }

  setTimeEntries(id: number, entries: SimTimeEntry[]): void {
    this.changeOf(id).timeEntries = entries;
  }

  removeTicket(id: number): void {
    this.index.remove(id, this.index.createdAt(id));
    this.changed.delete(id);
  }

  private drawn(id: number): SimTicket {
    return makeTicket(this.origin, id, this.index.createdAt(id));
  }

  private changeOf(id: number): Changed {
    const known = this.changed.get(id) ?? { fields: {}, conversations: null, timeEntries: null };
    this.changed.set(id, known);
    return known;
  }
}

export function wholeSecond(instant: number): number {
  return Math.floor(instant / 1_000) * 1_000;
}
