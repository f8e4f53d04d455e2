import pg from "pg";
import { database, type Transaction } from "./database/client";
import { type Opening, openings, withDirectStatements } from "./database/direct";
import { prepared } from "./database/sql";
import { toAppError } from "./errors";
import { wakeOutbox } from "./outbox";
import type { Holder } from "./permissions";
import { publishChanges } from "./realtime/publish";

/** Who acts. Machines act with `userId: null` and role `system`. */
export type Actor = Holder & {
  userId: string | null;
  organizationId: string;
  organizationName: string;
  name: string;
  email: string;
  franchiseId: string | null;
  timeZone: string;
  tokenId: string | null;
  ipAddress: string | null;
  /** Until then only their own account is open to them. */
  mustChangePassword?: boolean;
  /** A token's: only the tickets of these companies, and operations that keep to them. Null = no such limit. */
  companyIds?: readonly string[] | null;
};

export type DomainEvent = { name: string; data: Record<string, unknown>; isLiveOnly?: true };

/** What every verb receives first. `now` is the database's transaction time; tests freeze it. */
export type Context = {
  tx: Transaction;
  actor: Actor;
  organizationId: string;
  now: Date;
  audit: (action: string, ticketId: string | null, payload?: Record<string, unknown>) => Promise<void>;
  emit: (name: string, data: Record<string, unknown>) => void;
  /** Tells open browsers and nobody else: no function reacts to it. */
  tell: (name: string, data: Record<string, unknown>) => void;
};

export type TransactionOptions = {
  now?: Date;
  timeoutMs?: number;
  isolationLevel?: "ReadCommitted" | "RepeatableRead";
};

/** Opens the one transaction of a request or step. Only entry points call it, never a verb. */
export async function withOrganization<Result>(
  actor: Actor,
  run: (ctx: Context) => Promise<Result>,
  options: TransactionOptions = {},
): Promise<Result> {
  const events: DomainEvent[] = [];
  const opening: Opening = { begin: beginStatement(actor, options), isOpen: false };
  try {
    const result = await openings().run(opening, () =>
      database().$transaction(
        async (prismaTx) => {
          const tx = withDirectStatements(prismaTx, opening);
          const outcome = await run(openContext(tx, actor, events, opening, options.now));
          await writeEvents(tx, events);
          return outcome;
        },
        { timeout: options.timeoutMs ?? 15_000, maxWait: 5_000 },
      ),
    );
    publishChanges(actor, events);
    if (events.length > 0) wakeOutbox();
    return result;
  } catch (error) {
    throw toAppError(error);
  }
}

/** States why; the audit triggers put it beside every change of this transaction. */
export async function giveReason(ctx: Context, reason: string | undefined): Promise<void> {
  if (reason) await ctx.tx.$queryRaw`select set_config('app.reason', ${reason}, true)`;
}

/** A machine acting in one organization: imports, schedules, sealing. */
export function systemActor(organizationId: string): Actor {
  return {
    userId: null,
    organizationId,
    organizationName: "",
    name: "Docket",
    email: "",
    role: "system",
    franchiseId: null,
    timeZone: "UTC",
    tokenId: null,
    scopes: null,
    ipAddress: null,
  };
}

function beginStatement(actor: Actor, { now, isolationLevel }: TransactionOptions): string {
  const settings = {
    "app.organization_id": actor.organizationId,
    "app.actor_id": actor.userId ?? "",
    "app.actor_role": actor.role,
    "app.ip_address": actor.ipAddress ?? "",
    "app.now": now?.toISOString() ?? "",
  };
  const set = Object.entries(settings).map(
    ([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`,
  );
  const level = isolationLevel === "RepeatableRead" ? " isolation level repeatable read" : "";
  return `begin${level}; select ${set.join(", ")}, now() as now`;
}

function openContext(
  tx: Transaction,
  actor: Actor,
  events: DomainEvent[],
  opening: Opening,
  frozen?: Date,
): Context {
  if (!opening.first) throw new Error("The transaction began without its settings.");
  return {
    tx,
    actor,
    organizationId: actor.organizationId,
    now: frozen ?? (opening.first.now as Date),
    audit: async (action, ticketId, payload = {}) => {
      await tx.$executeRaw(
        prepared`insert into ticket_audit (ticket_id, action, payload) values (${ticketId}::uuid, ${action}, ${JSON.stringify(payload)}::jsonb)`,
      );
    },
    emit: (name, data) => events.push({ name, data }),
    tell: (name, data) => events.push({ name, data, isLiveOnly: true }),
  };
}

/** What goes into the outbox is told to browsers too: see the migration of live_changes. */
async function writeEvents(tx: Transaction, events: DomainEvent[]): Promise<void> {
  const emitted = events.filter(({ isLiveOnly }) => !isLiveOnly);
  const told = events.filter(({ isLiveOnly }) => isLiveOnly);
  if (emitted.length > 0)
    await tx.$executeRaw(prepared`
      insert into outbox (name, data) select e ->> 'name', e -> 'data' from jsonb_array_elements(${JSON.stringify(emitted)}::jsonb) e`);
  if (told.length > 0)
    await tx.$executeRaw(prepared`
      insert into live_changes (actor_id, name, data)
      select app_actor_id(), e ->> 'name', e -> 'data' from jsonb_array_elements(${JSON.stringify(told)}::jsonb) e`);
}
