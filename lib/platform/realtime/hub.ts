import { AppError } from "../errors";
import { logger } from "../logger";
import type { Actor } from "../organization";
import { isStaff } from "../permissions";
import { openBus } from "./bus";
import { readPositions } from "./change-log";
import type { Connection, Look } from "./connection";
import { Feed } from "./feed";
import type { LiveRules } from "./live-policy";
import { Presence, presenceChannel, presenceHeartbeatMs } from "./presence";
import { signedOutCode } from "./protocol";
import { changeChannel, sweepChanges } from "./publish";

const tickMs = 250;
const sweepMs = 2_000;
const pingMs = 25_000;
/** Revocations arrive as changes, at once; this finds sessions and tokens that ran out. */
const reauthorizeMs = 60_000;
const behindForMs = 30_000;
const forgetFeedAfterMs = 60_000;
const maximumTabs = 40;

/** Hands every committed change to the browsers that may know of it. */
export class Hub {
  readonly #connections = new Set<Connection>();
  readonly #feeds = new Map<string, Feed>();
  readonly #presence = new Presence((organizationId, ticketId) =>
    this.#tellPresence(organizationId, ticketId),
  );
  readonly #bus = openBus([changeChannel, presenceChannel], {
    onMessage: (channel, payload) => this.#receive(channel, payload),
    onGap: () => {
      this.#presence.ask();
      void this.#sweep();
    },
  });
  readonly #timers: ReturnType<typeof setInterval>[];
  #sweeping: Promise<void> | null = null;
  #sweptAt = 0;

  constructor(private readonly rules: LiveRules) {
    this.#timers = [
      setInterval(() => this.#tick(), tickMs),
      setInterval(() => this.#presence.beat(), presenceHeartbeatMs),
      setInterval(() => this.#ping(), pingMs),
      setInterval(() => void this.#recheck([...this.#connections]), reauthorizeMs),
    ];
  }

  get size(): number {
    return this.#connections.size;
  }

  countOf({ userId }: Actor): number {
    let count = 0;
    for (const { actor } of this.#connections) if (actor.userId === userId) count += 1;
    return count;
  }

  async add(connection: Connection, cursor: number | null): Promise<void> {
    this.#connections.add(connection);
    await this.#feedOf(connection.actor.organizationId).join(connection, cursor);
    // What was revoked while it joined has been told already.
    await this.#recheck([connection]);
  }

  remove(connection: Connection): void {
    if (!this.#connections.delete(connection)) return;
    this.#feeds.get(connection.actor.organizationId)?.leave(connection);
    for (const tab of [...connection.tickets.keys()]) this.#place(connection, tab, null, null);
  }

  /** Presence is among colleagues; only who may see a ticket can be seen at it. */
  async look(connection: Connection, { tab, ticket_id: ticketId, typing }: Look): Promise<void> {
    if (!isStaff(connection.actor.role)) return;
    if (connection.tickets.size >= maximumTabs && !connection.tickets.has(tab)) return;
    const isKnown = ticketId === null || connection.tickets.get(tab) === ticketId;
    const isVisible = isKnown || (await this.rules.mayLook(connection.actor, ticketId));
    // A browser gone meanwhile would stay at the ticket for ever.
    if (this.#connections.has(connection)) this.#place(connection, tab, isVisible ? ticketId : null, typing);
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    for (const connection of this.#connections) connection.socket.close(1001, "Docket is stopping.");
    await this.#sweeping;
    await this.#bus.stop();
  }

  #feedOf(organizationId: string): Feed {
    let feed = this.#feeds.get(organizationId);
    if (!feed) {
      feed = new Feed({
        organizationId,
        policies: this.rules.policies,
        recheck: ({ connections }, userIds) =>
          this.#recheck(
            [...connections].filter(({ actor }) => userIds === "all" || userIds.includes(actor.userId)),
          ),
      });
      this.#feeds.set(organizationId, feed);
    }
    return feed;
  }

  #receive(channel: string, payload: string): void {
    try {
      if (channel === presenceChannel) this.#presence.receive(payload);
      else {
        const [organizationId = "", position] = payload.split(" ");
        this.#feeds.get(organizationId)?.wake(Number(position));
      }
    } catch (error) {
      logger.debug({ err: error, channel }, "A message of another process could not be read.");
    }
  }

  #place(connection: Connection, tab: string, ticketId: string | null, typing: Look["typing"]): void {
    const hasMoved = connection.tickets.get(tab) !== (ticketId ?? undefined);
    if (ticketId) connection.tickets.set(tab, ticketId);
    else connection.tickets.delete(tab);
    const { userId, organizationId, name } = connection.actor;
    const person = { user_id: userId ?? "", name, typing };
    this.#presence.state(`${connection.id} ${tab}`, organizationId, ticketId, person);
    if (ticketId && hasMoved)
      connection.sendPresence(ticketId, this.#presence.peopleAt(organizationId, ticketId));
  }

  #tellPresence(organizationId: string, ticketId: string): void {
    const people = this.#presence.peopleAt(organizationId, ticketId);
    for (const connection of this.#feeds.get(organizationId)?.connections ?? [])
      if (connection.looksAt(ticketId)) connection.sendPresence(ticketId, people);
  }

  /** Normally messages wake the feeds and this finds nothing; while Redis cannot be heard it is what wakes them. */
  #tick(): void {
    for (const connection of this.#connections)
      if (connection.behindSince !== null) this.#catchUp(connection);
    if (this.#bus.isDeaf() || Date.now() - this.#sweptAt >= sweepMs) void this.#sweep();
  }

  #catchUp(connection: Connection): void {
    const { socket, behindSince } = connection;
    if (socket.bufferedAmount === 0) {
      connection.behindSince = null;
      connection.sendReset(this.#feedOf(connection.actor.organizationId).position);
    } else if (behindSince !== null && Date.now() - behindSince > behindForMs) socket.terminate();
  }

  #sweep(): Promise<void> {
    this.#sweptAt = Date.now();
    this.#sweeping ??= this.#wakeFeeds()
      .catch((error) => logger.debug({ err: error }, "The change log could not be read; trying again."))
      .finally(() => {
        this.#sweeping = null;
      });
    return this.#sweeping;
  }

  async #wakeFeeds(): Promise<void> {
    for (const [organizationId, feed] of this.#feeds)
      if (feed.connections.size === 0 && Date.now() - feed.idleSince > forgetFeedAfterMs)
        this.#feeds.delete(organizationId);
    if (this.#feeds.size === 0) return;
    await sweepChanges();
    for (const [organizationId, { position }] of await readPositions([...this.#feeds.keys()]))
      this.#feeds.get(organizationId)?.wake(position);
  }

  #ping(): void {
    for (const connection of this.#connections) {
      if (!connection.isAlive) {
        connection.socket.terminate();
        continue;
      }
      connection.isAlive = false;
      connection.socket.ping();
      // Who seldom hears of anything would otherwise come back with a cursor nobody remembers.
      const { position = 0 } = this.#feeds.get(connection.actor.organizationId) ?? {};
      if (connection.toldCursor < position) connection.sendChanges([], position);
    }
  }

  async #recheck(connections: Connection[]): Promise<void> {
    const answers = new Map<string, Actor | null>();
    for (const connection of connections) {
      if (!this.#connections.has(connection)) continue;
      const { credential } = connection;
      const actor = answers.has(credential) ? answers.get(credential) : await authenticateAgain(connection);
      answers.set(credential, actor ?? null);
      if (actor) this.#become(connection, actor);
      else {
        this.remove(connection);
        connection.socket.close(signedOutCode, "Signed out.");
      }
    }
  }

  #become(connection: Connection, actor: Actor): void {
    const hasChanged =
      connection.actor.role !== actor.role || connection.actor.franchiseId !== actor.franchiseId;
    connection.actor = actor;
    if (!hasChanged) return;
    for (const [tab, ticketId] of [...connection.tickets]) {
      this.#place(connection, tab, null, null);
      void this.look(connection, { type: "look", tab, ticket_id: ticketId, typing: null }).catch(
        () => undefined,
      );
    }
    connection.sendReset(this.#feedOf(actor.organizationId).position);
  }
}

/** While the database is away nobody is signed out for it. */
async function authenticateAgain(connection: Connection): Promise<Actor | null> {
  try {
    return await connection.authenticate();
  } catch (error) {
    return error instanceof AppError && error.code === "unauthenticated" ? null : connection.actor;
  }
}
