import { setTimeout as wait } from "node:timers/promises";
import { logger } from "../logger";
import type { Actor } from "../organization";
import { type Positioned, readChanges, readPositions } from "./change-log";
import type { Connection } from "./connection";
import { judgeEvents, type LivePolicy } from "./live-policy";
import type { ChangeEvent } from "./protocol";

// Whoever was away for more reads everything again, which is then the cheaper way.
const rememberedChanges = 1_000;
const readAtOnce = 5_000;
// A busy desk is told in gulps: at most a third of the time goes into telling, and nothing waits long.
const shortestPauseMs = 30;
const longestPauseMs = 200;
const pauseShare = 2;

export type FeedOptions = {
  organizationId: string;
  policies: readonly LivePolicy[];
  /** Asks again who these people are, before they are told anything more; "all" where nobody knows whom it concerns. */
  recheck: (feed: Feed, userIds: readonly unknown[] | "all") => Promise<void>;
};

/** One organization's changes on their way to this process's connections, strictly one after the other. */
export class Feed {
  readonly connections = new Set<Connection>();
  /** Everything up to here has been told. */
  position = 0;
  idleSince = Date.now();
  #floor = 0;
  #remembered: Positioned[] = [];
  #work: Promise<void> = Promise.resolve();
  #isOpen = false;
  #isScheduled = false;
  #nextAt = 0;

  constructor(private readonly options: FeedOptions) {}

  /** Greets the connection, tells it what came after its cursor, and from then on everything. */
  join(connection: Connection, cursor: number | null): Promise<void> {
    return this.#next(async () => {
      if (connection.socket.readyState !== connection.socket.OPEN) return;
      connection.greet(this.position);
      this.connections.add(connection);
      if (cursor !== null) await this.#resume(connection, cursor);
    });
  }

  leave(connection: Connection): void {
    this.connections.delete(connection);
    this.idleSince = Date.now();
  }

  /** The log has grown, up to this position. */
  wake(position: number): void {
    if (position <= this.position || this.#isScheduled) return;
    this.#isScheduled = true;
    void this.#next(async () => {
      await wait(Math.max(0, this.#nextAt - Date.now()));
      this.#isScheduled = false;
      await this.#advance();
    });
  }

  async #open(): Promise<void> {
    if (this.#isOpen) return;
    const { organizationId } = this.options;
    const remembered = await readChanges(organizationId, 0, rememberedChanges);
    const { position = 0, floor = 0 } = (await readPositions([organizationId])).get(organizationId) ?? {};
    this.#remembered = remembered;
    this.#floor = remembered.length < rememberedChanges ? floor : (remembered[0]?.position ?? 0) - 1;
    // Changes between the two readings are read when the feed is woken next.
    this.position = remembered.at(-1)?.position ?? position;
    this.#isOpen = true;
  }

  async #advance(): Promise<void> {
    const startedAt = Date.now();
    const news = await readChanges(this.options.organizationId, this.position, readAtOnce);
    if (news.length === 0) return;
    this.position = news.at(-1)?.position ?? this.position;
    this.#remember(news);
    if (news.length === readAtOnce) await this.#skip();
    else {
      await this.#recheckChanged(news);
      await this.#tell(news);
    }
    const spent = Date.now() - startedAt;
    this.#nextAt = Date.now() + Math.min(longestPauseMs, Math.max(shortestPauseMs, spent * pauseShare));
  }

  #remember(news: Positioned[]): void {
    const all = [...this.#remembered, ...news];
    this.#remembered = all.slice(-rememberedChanges);
    const first = this.#remembered[0];
    if (first && all.length > rememberedChanges) this.#floor = first.position - 1;
  }

  /** So much happened that part of it was not even read. */
  async #skip(): Promise<void> {
    await this.options.recheck(this, "all");
    for (const connection of this.connections) connection.sendReset(this.position);
  }

  /** Whoever lost a role, a session or a token hears nothing more, not even what comes with this change. */
  async #recheckChanged(news: Positioned[]): Promise<void> {
    const changed = news.filter(({ event }) => identityEvents.includes(event.name));
    if (changed.length > 0)
      await this.options.recheck(
        this,
        changed.map(({ event }) => event.data.user_id),
      );
  }

  async #resume(connection: Connection, cursor: number): Promise<void> {
    if (cursor < this.#floor) return connection.sendReset(this.position);
    const judge = await this.#judge(this.#remembered.filter(({ position }) => position > cursor));
    // Even with nothing to tell, its cursor moves up to here.
    if (judge) connection.sendChanges(judge(connection.actor), this.position);
    else connection.sendReset(this.position);
  }

  async #tell(changes: Positioned[]): Promise<void> {
    const judge = await this.#judge(changes);
    const told = new Map<string, ChangeEvent[]>();
    for (const connection of this.connections) {
      const events = judge && (told.get(connection.credential) ?? judge(connection.actor));
      if (events) told.set(connection.credential, events);
      if (!events) connection.sendReset(this.position);
      else if (events.length > 0) connection.sendChanges(events, this.position);
    }
  }

  async #judge(changes: Positioned[]): Promise<((actor: Actor) => ChangeEvent[]) | null> {
    try {
      return await judgeEvents(this.options.policies, this.options.organizationId, distinct(changes));
    } catch (error) {
      logger.debug({ err: error }, "Changes could not be judged; their listeners read everything again.");
      return null;
    }
  }

  #next(work: () => Promise<void>): Promise<void> {
    const done = this.#work.then(() => this.#open()).then(work);
    this.#work = done.catch((error) =>
      logger.warn({ err: error }, "Telling changes failed; it is tried again."),
    );
    return done;
  }
}

const identityEvents = ["user.changed"];

/** Progress of one job said twenty times in a moment is said once. */
function distinct(changes: Positioned[]): ChangeEvent[] {
  const events = new Map<string, ChangeEvent>();
  for (const { event } of changes)
    events.set(`${event.name} ${event.actor_id} ${JSON.stringify(event.data)}`, event);
  return [...events.values()];
}
