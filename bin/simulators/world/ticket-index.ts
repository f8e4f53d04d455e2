import type { SimTicket } from "./types";

const flags = { gone: 1, deleted: 2, spam: 4 };
export type Place = "listed" | "deleted" | "spam" | "gone";

/** What lists sort and select by, a few bytes a ticket; all else of a ticket is made when somebody asks for it. */
export class TicketIndex {
  last = 0;
  private created = new Float64Array(1_024);
  private updated = new Float64Array(1_024);
  private status = new Uint16Array(1_024);
  private workspace = new Uint8Array(1_024);
  private flags = new Uint8Array(1_024);
  /** In order of the last change, so that an export by time needs no sorting; filled once, then kept in order. */
  private order: number[] | null = null;
  private readonly moved = new Set<number>();

  createdAt(id: number): number {
    return this.created[id] ?? 0;
  }

  updatedAt(id: number): number {
    return this.updated[id] ?? 0;
  }

  statusOf(id: number): number {
    return this.status[id] ?? 0;
  }

  workspaceOf(id: number): number {
    return this.workspace[id] ?? 0;
  }

  placeOf(id: number): Place {
    const bits = this.flags[id] ?? flags.gone;
    if (id < 1 || id > this.last || bits & flags.gone) return "gone";
    return bits & flags.deleted ? "deleted" : bits & flags.spam ? "spam" : "listed";
  }

  put(ticket: SimTicket): void {
    this.reserve(ticket.id);
    const isNew = ticket.id > this.last;
    this.last = Math.max(this.last, ticket.id);
    const wasUpdated = this.updated[ticket.id];
    this.created[ticket.id] = ticket.created_at;
    this.updated[ticket.id] = ticket.updated_at;
    this.status[ticket.id] = ticket.status;
    this.workspace[ticket.id] = ticket.workspace_id;
    this.flags[ticket.id] = (ticket.deleted ? flags.deleted : 0) | (ticket.spam ? flags.spam : 0);
    if (!this.order || (!isNew && wasUpdated === ticket.updated_at)) return;
    this.moved.delete(ticket.id);
    this.moved.add(ticket.id);
  }

  remove(id: number, createdAt: number): void {
    this.reserve(id);
    this.last = Math.max(this.last, id);
    this.created[id] = createdAt;
    this.flags[id] = flags.gone;
  }

  /** Ids whose last change is at or after the instant, the earliest change first. */
  *changedSince(instant: number): Generator<number> {
    const order = this.sorted();
    let low = 0;
    for (let high = order.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.updatedAt(order[middle] ?? 0) < instant) low = middle + 1;
      else high = middle;
    }
    for (let place = low; place < order.length; place += 1) yield order[place] ?? 0;
  }

  private sorted(): number[] {
    const compare = (a: number, b: number) => this.updatedAt(a) - this.updatedAt(b) || a - b;
    if (!this.order) this.order = Array.from({ length: this.last }, (_, index) => index + 1).sort(compare);
    else if (this.moved.size > 0) {
      const { moved } = this;
      this.order = [...this.order.filter((id) => !moved.has(id)), ...moved];
      // Nearly in order already, which the sort makes use of.
      this.order.sort(compare);
      moved.clear();
    }
    return this.order;
  }

  private reserve(id: number): void {
    if (id < this.created.length) return;
    const size = Math.max(id + 1, this.created.length * 2);
    this.created = grown(this.created, new Float64Array(size));
    this.updated = grown(this.updated, new Float64Array(size));
    this.status = grown(this.status, new Uint16Array(size));
    this.workspace = grown(this.workspace, new Uint8Array(size));
    this.flags = grown(this.flags, new Uint8Array(size));
  }
}

function grown<Column extends { set: (from: Column) => void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
