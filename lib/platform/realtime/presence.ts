import { randomUUID } from "node:crypto";
import { database } from "../database/client";
import { logger } from "../logger";
import type { PresentPerson } from "./protocol";

export const presenceChannel = "docket_presence";

/** Longer than two heartbeats: a process that died takes its people with it. */
const expireAfterMs = 40_000;
export const presenceHeartbeatMs = 15_000;

type Statement = {
  process: string;
  connection: string;
  organization_id: string;
  ticket_id: string | null;
  person: PresentPerson;
};
type Held = Statement & { expiresAt: number };

/** Who looks at which ticket, across every process: each states its own people, all remember everyone's. */
export class Presence {
  readonly #process = randomUUID();
  readonly #held = new Map<string, Held>();
  readonly #own = new Map<string, Statement>();

  constructor(private readonly onChange: (organizationId: string, ticketId: string) => void) {}

  state(connection: string, organizationId: string, ticketId: string | null, person: PresentPerson): void {
    const statement = {
      process: this.#process,
      connection,
      organization_id: organizationId,
      ticket_id: ticketId,
      person,
    };
    if (ticketId) this.#own.set(connection, statement);
    else if (!this.#own.delete(connection)) return;
    void announce([statement]);
  }

  receive(payload: string): void {
    const statement = JSON.parse(payload) as Statement;
    const before = this.#held.get(statement.connection);
    if (statement.ticket_id)
      this.#held.set(statement.connection, { ...statement, expiresAt: Date.now() + expireAfterMs });
    else this.#held.delete(statement.connection);
    if (before?.ticket_id && before.ticket_id !== statement.ticket_id)
      this.onChange(before.organization_id, before.ticket_id);
    const isNews =
      !before || before.ticket_id !== statement.ticket_id || before.person.typing !== statement.person.typing;
    if (statement.ticket_id && isNews) this.onChange(statement.organization_id, statement.ticket_id);
  }

  /** One entry a person, however many tabs they have open; typing in any of them counts. */
  peopleAt(organizationId: string, ticketId: string): PresentPerson[] {
    const people = new Map<string, PresentPerson>();
    for (const { organization_id, ticket_id, person } of this.#held.values()) {
      if (organization_id !== organizationId || ticket_id !== ticketId) continue;
      if (!people.get(person.user_id)?.typing) people.set(person.user_id, person);
    }
    return [...people.values()];
  }

  /** Repeats what this process holds and forgets whom nobody repeated. */
  beat(): void {
    if (this.#own.size > 0) void announce([...this.#own.values()]);
    for (const [connection, held] of this.#held) {
      if (held.expiresAt > Date.now()) continue;
      this.#held.delete(connection);
      if (held.ticket_id) this.onChange(held.organization_id, held.ticket_id);
    }
  }
}

async function announce(statements: Statement[]): Promise<void> {
  try {
    await database()
      .$queryRaw`select pg_notify(${presenceChannel}, p)::text from unnest(${statements.map((s) => JSON.stringify(s))}::text[]) p`;
  } catch (error) {
    logger.debug({ err: error }, "Presence could not be announced; the next heartbeat repeats it.");
  }
}
