import { createRandom, type Random } from "@/prisma/seed/random";
import { makeDescription, makeSubject } from "./texts";
import { conversationId, makeConversation, makeTimeEntry, mergeText, timeEntryId } from "./thread";
import { type SimConversation, type SimFile, type SimTicket, type SimTimeEntry, statuses } from "./types";
import type { World } from "./world";

export const changeKinds = [
  "create",
  "edit",
  "reply",
  "answer",
  "note",
  "edit_conversation",
  "time_entry",
  "edit_time_entry",
  "assign",
  "resolve",
  "close",
  "reopen",
  "delete",
  "restore",
  "spam",
  "unspam",
  "purge",
  "merge",
] as const;
export type ChangeKind = (typeof changeKinds)[number];
export type Change = { kind: ChangeKind; ticket_id: number };

type Written = { body?: string; is_private?: boolean; author_id?: number | null; files?: SimFile[] };

/** Whatever can happen to a ticket at the desk, with the instants and marks that it leaves. */
export class Changes {
  private readonly random: Random;
  private readonly listeners: ((change: Change) => void)[] = [];

  constructor(
    readonly world: World,
    seed: number,
    private readonly bumps: { timeEntries: boolean } = { timeEntries: true },
  ) {
    this.random = createRandom(seed ^ 0x5eed);
  }

  onChange(listener: (change: Change) => void): void {
    this.listeners.push(listener);
  }

  /** Makes the change at the ticket, or at one that it can happen to; null where there is none. */
  make(kind: ChangeKind, ticketId?: number, fields: Partial<SimTicket> = {}): Change | null {
    if (kind === "create") return this.tell(kind, this.create(fields).id);
    const ticket = ticketId === undefined ? this.findFor(kind) : this.world.ticket(ticketId);
    if (!ticket) return null;
    this.happen(kind, ticket, fields);
    return this.tell(kind, ticket.id);
  }

  create(fields: Partial<SimTicket>): SimTicket {
    return this.world.addTicket(() => fields);
  }

  update(ticket: SimTicket, fields: Partial<SimTicket>): void {
    const now = this.world.now();
    const instants = fields.status === undefined ? {} : this.statusInstants(ticket, fields.status, now);
    this.world.setTicket(ticket.id, { ...instants, ...fields, updated_at: now });
    this.tell("edit", ticket.id);
  }

  converse(ticket: SimTicket, kind: "reply" | "answer" | "note", written: Written = {}): SimConversation {
    const now = this.world.now();
    const all = this.world.conversations(ticket.id);
    const id = conversationId(ticket.id, all.length);
    const made = makeConversation(this.world.origin, ticket, this.random, {
      kind,
      at: now,
      id,
      body: written.body,
    });
    const entry = {
      ...made,
      updated_at: now,
      private: written.is_private ?? made.private,
      author_id: written.author_id ?? made.author_id,
      ...(written.files && { files: written.files }),
    };
    this.world.setConversations(ticket.id, [...all, entry]);
    this.world.setTicket(ticket.id, { ...this.responses(ticket, kind, now), updated_at: now });
    return entry;
  }

  tell(kind: ChangeKind, ticketId: number): Change {
    const change = { kind, ticket_id: ticketId };
    for (const listener of this.listeners) listener(change);
    return change;
  }

  private happen(kind: ChangeKind, ticket: SimTicket, fields: Partial<SimTicket>): void {
    const now = this.world.now();
    const set = (changed: Partial<SimTicket>) =>
      this.world.setTicket(ticket.id, { ...changed, ...fields, updated_at: now });
    const become = (status: number) => set({ ...this.statusInstants(ticket, status, now), status });
    if (kind === "edit") set(this.edited());
    else if (kind === "assign") set({ responder_id: this.random.pick(this.world.directory.agents).id });
    else if (kind === "reply" || kind === "answer" || kind === "note") this.converse(ticket, kind);
    else if (kind === "edit_conversation") this.editConversation(ticket);
    else if (kind === "time_entry" || kind === "edit_time_entry") this.workOn(ticket, kind);
    else if (kind === "resolve") become(statuses.resolved);
    else if (kind === "close") become(statuses.closed);
    else if (kind === "reopen") become(statuses.open);
    else if (kind === "merge") this.merge(ticket, fields);
    else if (kind === "purge") this.world.removeTicket(ticket.id);
    else set({ deleted: kind === "delete", spam: kind === "spam" });
  }

  private edited(): Partial<SimTicket> {
    const which = this.random.between(0, 4);
    if (which === 0) return { subject: makeSubject(this.random) };
    if (which === 1) return { description: makeDescription(this.random) };
    if (which === 2)
      return { priority: this.random.between(1, 4), tags: [`edited-${this.random.between(1, 9)}`] };
    if (which === 3)
      return { group_id: this.random.chance(0.3) ? null : this.random.pick(this.world.directory.groups).id };
    const person = this.random.pick(this.world.directory.requesters);
    return { requester_id: person.id, company_id: person.company_id };
  }

  private statusInstants(ticket: SimTicket, status: number, now: number): Partial<SimTicket> {
    const isOver = (code: number) => code === statuses.resolved || code === statuses.closed;
    if (status === statuses.resolved) return { resolved_at: now, closed_at: null };
    if (status === statuses.closed) return { resolved_at: ticket.resolved_at ?? now, closed_at: now };
    if (isOver(ticket.status)) return { resolved_at: null, closed_at: null, reopened_at: now };
    return {};
  }

  private responses(ticket: SimTicket, kind: "reply" | "answer" | "note", now: number): Partial<SimTicket> {
    if (kind === "note") return {};
    if (kind === "answer") return { requester_responded_at: now };
    return { first_responded_at: ticket.first_responded_at ?? now, agent_responded_at: now };
  }

  private editConversation(ticket: SimTicket): void {
    const now = this.world.now();
    const all = this.world.conversations(ticket.id);
    if (all.length === 0) {
      this.converse(ticket, "note");
      return;
    }
    const place = this.random.between(0, all.length - 1);
    this.world.setConversations(
      ticket.id,
      all.map((each, index) =>
        index === place ? { ...each, body: `${each.body}<p>Corrected.</p>`, updated_at: now } : each,
      ),
    );
    this.world.setTicket(ticket.id, { updated_at: now });
  }

  private workOn(ticket: SimTicket, kind: "time_entry" | "edit_time_entry"): void {
    const now = this.world.now();
    const all = this.world.timeEntries(ticket.id);
    const last = all.at(-1);
    const id = timeEntryId(ticket.id, all.length);
    const corrected = (entry: SimTimeEntry) => ({
      ...entry,
      time_spent: "00:45",
      minutes: 45,
      updated_at: now,
    });
    this.world.setTimeEntries(
      ticket.id,
      kind === "edit_time_entry" && last
        ? [...all.slice(0, -1), corrected(last)]
        : [...all, makeTimeEntry(this.world.origin, ticket, this.random, now, id)],
    );
    if (this.bumps.timeEntries) this.world.setTicket(ticket.id, { updated_at: now });
  }

  /** The second ticket is closed and says into which one it went; that one gets a note. */
  private merge(ticket: SimTicket, fields: Partial<SimTicket>): void {
    const target = this.world.ticket(fields.merged_into ?? 0) ?? this.findFor("note", ticket.id);
    if (!target) return;
    this.converse(ticket, "note", {
      body: mergeText(target.id),
    });
    this.converse(target, "note", { body: `<div>Ticket ${ticket.id} was merged into this one.</div>` });
    const now = this.world.now();
    this.world.setTicket(ticket.id, {
      ...this.statusInstants(ticket, statuses.closed, now),
      status: statuses.closed,
      merged_into: target.id,
      updated_at: now,
    });
    this.tell("note", target.id);
  }

  private findFor(kind: ChangeKind, except = 0): SimTicket | null {
    const { index } = this.world;
    const wanted = kind === "restore" ? "deleted" : kind === "unspam" ? "spam" : "listed";
    for (let attempt = 0; attempt < 4_000; attempt += 1) {
      // Recent tickets are the ones that people touch.
      const back = Math.floor(this.random.next() ** 2 * index.last);
      const id = index.last - back;
      if (id === except || index.placeOf(id) !== wanted) continue;
      const ticket = this.world.ticket(id);
      if (ticket && suits(kind, ticket, this.random.chance(0.9))) return ticket;
    }
    return null;
  }
}

/** Most work is done on tickets that are still open, but late words and corrections come to closed ones as well. */
function suits(kind: ChangeKind, ticket: SimTicket, isWork: boolean): boolean {
  const isOver = ticket.status === statuses.resolved || ticket.status === statuses.closed;
  if (kind === "reopen") return isOver && ticket.merged_into === null;
  if (kind === "close") return ticket.status !== statuses.closed;
  if (kind === "resolve" || kind === "merge") return !isOver;
  const isOnOpenOnes = kind === "reply" || kind === "note" || kind === "assign" || kind === "time_entry";
  return !isOnOpenOnes || !isWork || !isOver;
}
