import { randomUUID } from "node:crypto";
import { logger } from "../logger";
import { announce } from "./bus";
import type { PresentPerson } from "./protocol";

export const presenceChannel = "docket_presence";

/** Longer than two heartbeats: a process that died takes its people with it. */
const expireAfterMs = 40_000;
export const presenceHeartbeatMs = 15_000;
// NOTIFY refuses more than 8,000 bytes.
const payloadLimitBytes = 7_000;

type Statement = {
  /** A connection's tab. */
  place: string;
  organization_id: string;
  ticket_id: string | null;
  person: PresentPerson;
};
type Held = Statement & { expiresAt: number };
/** What this process's people do; `ask` wants everyone else's too. */
type Message = { process: string; ask?: true; statements: Statement[] };

/** Who looks at which ticket, across every process: each states its own people, all remember everyone's. */
export class Presence {
  readonly #process = randomUUID();
  readonly #held = new Map<string, Held>();
  readonly #own = new Map<string, Statement>();
  /** Places by ticket, so that a look costs the same however many people there are. */
  readonly #places = new Map<string, Set<string>>();

  constructor(private readonly onChange: (organizationId: string, ticketId: string) => void) {}

  state(place: string, organizationId: string, ticketId: string | null, person: PresentPerson): void {
    const statement = { place, organization_id: organizationId, ticket_id: ticketId, person };
    if (ticketId) this.#own.set(place, statement);
    else if (!this.#own.delete(place)) return;
    void this.#announce([statement]);
  }

  receive(payload: string): void {
    const { process, ask, statements } = JSON.parse(payload) as Message;
    for (const statement of statements) this.#hold(statement);
    if (ask && process !== this.#process) this.beat();
  }

  /** One entry a person, however many tabs they have open; typing in any of them counts. */
  peopleAt(organizationId: string, ticketId: string): PresentPerson[] {
    const people = new Map<string, PresentPerson>();
    for (const place of this.#places.get(ticketId) ?? []) {
      const held = this.#held.get(place);
      if (held?.organization_id !== organizationId) continue;
      if (!people.get(held.person.user_id)?.typing) people.set(held.person.user_id, held.person);
    }
    return [...people.values()];
  }

  /** Repeats what this process holds and forgets whom nobody repeated. */
  beat(): void {
    if (this.#own.size > 0) void this.#announce([...this.#own.values()]);
    for (const held of [...this.#held.values()])
      if (held.expiresAt <= Date.now()) this.#hold({ ...held, ticket_id: null });
  }

  /** A process that has just begun to listen does not wait for everyone's next heartbeat. */
  ask(): void {
    void this.#announce([...this.#own.values()], true);
  }

  #hold(statement: Statement): void {
    const before = this.#held.get(statement.place);
    if (before?.ticket_id) this.#places.get(before.ticket_id)?.delete(statement.place);
    if (before?.ticket_id && this.#places.get(before.ticket_id)?.size === 0)
      this.#places.delete(before.ticket_id);
    if (statement.ticket_id) {
      this.#held.set(statement.place, { ...statement, expiresAt: Date.now() + expireAfterMs });
      const places = this.#places.get(statement.ticket_id) ?? new Set();
      this.#places.set(statement.ticket_id, places.add(statement.place));
    } else this.#held.delete(statement.place);
    this.#tell(before, statement);
  }

  #tell(before: Held | undefined, now: Statement): void {
    const hasMoved = before?.ticket_id !== now.ticket_id;
    if (before?.ticket_id && hasMoved) this.onChange(before.organization_id, before.ticket_id);
    if (now.ticket_id && (hasMoved || before?.person.typing !== now.person.typing))
      this.onChange(now.organization_id, now.ticket_id);
  }

  async #announce(statements: Statement[], ask?: true): Promise<void> {
    const process = this.#process;
    const payloads = inParts(statements).map((part, at) =>
      JSON.stringify({ process, ...(at === 0 && ask && { ask }), statements: part } satisfies Message),
    );
    try {
      await announce(presenceChannel, payloads);
    } catch (error) {
      logger.debug({ err: error }, "Presence could not be announced; the next heartbeat repeats it.");
    }
  }
}

function inParts(statements: Statement[]): Statement[][] {
  const parts: Statement[][] = [[]];
  let bytes = 0;
  for (const statement of statements) {
    bytes += Buffer.byteLength(JSON.stringify(statement)) + 1;
    if (bytes > payloadLimitBytes) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(statement);
  }
  return parts;
}
