import { AppError } from "../errors";
import { logger } from "../logger";
import type { Actor } from "../organization";
import { isStaff } from "../permissions";
import type { Connection, Look } from "./connection";
import { type Listener, listen } from "./listen";
import { Presence, presenceChannel, presenceHeartbeatMs } from "./presence";
import type { ChangeEvent } from "./protocol";
import { type Change, changeChannel } from "./publish";

/** What the hub must know of tickets, given by server.ts: lib/platform knows no noun. */
export type LivePolicy = {
  seesAll: (actor: Actor) => boolean;
  visibleIds: (actor: Actor, ticketIds: string[]) => Promise<Set<string>>;
};

const reauthorizeMs = 20_000;
const somethingChanged: ChangeEvent = { name: "tickets.changed", data: {}, actor_id: null };

/** Hands every committed change to the browsers that may know of it. */
export class Hub {
  readonly #connections = new Set<Connection>();
  readonly #presence = new Presence((organizationId, ticketId) =>
    this.#tellPresence(organizationId, ticketId),
  );
  readonly #listener: Listener;
  readonly #timers: ReturnType<typeof setInterval>[];

  constructor(private readonly policy: LivePolicy) {
    this.#listener = listen(
      [changeChannel, presenceChannel],
      (channel, payload) =>
        channel === changeChannel
          ? void this.#spread(JSON.parse(payload) as Change)
          : this.#presence.receive(payload),
      () => this.#resynchronize(),
    );
    this.#timers = [
      setInterval(() => this.#presence.beat(), presenceHeartbeatMs),
      setInterval(() => void this.#reauthorize(), reauthorizeMs),
    ];
  }

  add(connection: Connection): void {
    this.#connections.add(connection);
    connection.send({ type: "hello", user_id: connection.actor.userId ?? "" });
  }

  countTabs({ userId }: Actor): number {
    let tabs = 0;
    for (const { actor } of this.#connections) if (actor.userId === userId) tabs += 1;
    return tabs;
  }

  remove(connection: Connection): void {
    if (this.#connections.delete(connection)) this.#look(connection, null, null);
  }

  /** Presence is among colleagues; only who may see a ticket can be seen at it. */
  async look(connection: Connection, look: Look): Promise<void> {
    if (!isStaff(connection.actor.role)) return;
    const isVisible =
      look.ticket_id !== null &&
      (await this.policy.visibleIds(connection.actor, [look.ticket_id])).has(look.ticket_id);
    // A tab closed meanwhile would stay at the ticket for ever.
    if (this.#connections.has(connection))
      this.#look(connection, isVisible ? look.ticket_id : null, look.typing);
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    for (const connection of this.#connections) connection.socket.close(1001, "Docket is stopping.");
    await this.#listener.stop();
  }

  #look(connection: Connection, ticketId: string | null, typing: Look["typing"]): void {
    const hasMoved = connection.ticketId !== ticketId;
    connection.ticketId = ticketId;
    const { userId, organizationId, name } = connection.actor;
    this.#presence.state(connection.id, organizationId, ticketId, { user_id: userId ?? "", name, typing });
    if (ticketId && hasMoved)
      connection.sendPresence(ticketId, this.#presence.peopleAt(organizationId, ticketId));
  }

  #tellPresence(organizationId: string, ticketId: string): void {
    const people = this.#presence.peopleAt(organizationId, ticketId);
    for (const connection of this.#connections) {
      if (connection.ticketId === ticketId && connection.actor.organizationId === organizationId)
        connection.sendPresence(ticketId, people);
    }
  }

  async #spread(change: Change): Promise<void> {
    const events = change.events.map(({ name, data }) => ({
      name,
      data: withoutWords(data),
      actor_id: change.actor_id,
    }));
    await this.#recheckChanged(events);
    const people = new Map<string, Connection[]>();
    for (const connection of this.#connections) {
      if (connection.actor.organizationId !== change.organization_id) continue;
      if (this.policy.seesAll(connection.actor)) connection.sendChanges(events);
      else
        people.set(connection.actor.userId ?? "", [
          ...(people.get(connection.actor.userId ?? "") ?? []),
          connection,
        ]);
    }
    for (const connections of people.values()) await this.#spreadVisible(connections, events);
  }

  /** Others hear the details of what they may see, and of the rest only that something changed. */
  async #spreadVisible(connections: Connection[], events: ChangeEvent[]): Promise<void> {
    const actor = connections[0]?.actor;
    if (!actor) return;
    const ids = events
      .map((event) => event.data.ticket_id)
      .filter((id): id is string => typeof id === "string");
    try {
      const visible = ids.length > 0 ? await this.policy.visibleIds(actor, ids) : new Set<string>();
      const known = events.filter((event) => visible.has(String(event.data.ticket_id)));
      const told = isStaff(actor.role) ? [...known, somethingChanged] : tellRequester(actor, events, known);
      for (const connection of connections) connection.sendChanges(told);
    } catch (error) {
      logger.debug({ err: error }, "A change could not be checked for a person; they reload instead.");
      for (const connection of connections) connection.sendChanges([somethingChanged]);
    }
  }

  #resynchronize(): void {
    for (const connection of this.#connections)
      connection.sendChanges([{ name: "resync", data: {}, actor_id: null }]);
  }

  async #reauthorize(): Promise<void> {
    for (const connection of this.#connections) {
      if (!connection.isAlive) {
        connection.socket.terminate();
        continue;
      }
      connection.isAlive = false;
      connection.socket.ping();
      await this.#recheck(connection);
    }
  }

  /** Whoever lost a role, a session or a token hears nothing more, not even what comes with this change. */
  async #recheckChanged(events: ChangeEvent[]): Promise<void> {
    const changed = events
      .filter((event) => event.name === "user.changed")
      .map((event) => event.data.user_id);
    if (changed.length === 0) return;
    for (const connection of this.#connections)
      if (changed.includes(connection.actor.userId)) await this.#recheck(connection);
  }

  async #recheck(connection: Connection): Promise<void> {
    const actor = await connection
      .authenticate()
      .catch((error) =>
        error instanceof AppError && error.code === "unauthenticated" ? null : connection.actor,
      );
    if (actor) connection.actor = actor;
    else {
      this.remove(connection);
      connection.socket.close(4401, "Signed out.");
    }
  }
}

/** Reasons are free text and may concern a sensitive ticket: they are read from the audit log, never pushed. */
function withoutWords({ reason: _, ...data }: Record<string, unknown>): Record<string, unknown> {
  return data;
}

/** What the desk does among itself; a requester must not even hear when. */
const deskOnly = ["ticket.note_added", "ticket.watched", "ticket.unwatched"];

/** Requesters hear that their own tickets changed, not by whom or how, and nothing of anyone else's. */
function tellRequester(actor: Actor, events: ChangeEvent[], known: ChangeEvent[]): ChangeEvent[] {
  const told = known
    .filter(({ name }) => !deskOnly.includes(name))
    .map(
      ({ name, data, actor_id }): ChangeEvent => ({
        name,
        data: { ticket_id: data.ticket_id },
        actor_id: actor_id === actor.userId ? actor_id : null,
      }),
    );
  return events.some(({ name }) => name === "tickets.changed") ? [...told, somethingChanged] : told;
}
