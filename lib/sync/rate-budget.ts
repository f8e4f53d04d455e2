import { setTimeout as wait } from "node:timers/promises";
import { type Context, systemActor, withOrganization } from "@/lib/platform/organization";
import type { Vendor } from "./adapters/adapter";
import type { CallKind, RateGate, RateNews } from "./adapters/rate-gate";
import { partsOf } from "./adapters/rate-limits";

export type RateBudgetOptions = {
  organizationId: string;
  connectionId: string;
  vendor: Vendor;
  /** Part of every limit that is left to the customer's other programs. */
  headroomPercent: number;
};

type Limits = { all_limit: number | null; list_limit: number | null; ticket_limit: number | null };
type Hold = { kind: CallKind | "all"; ms: number };

const noLimits: Limits = { all_limit: null, list_limit: null, ticket_limit: null };
/** How far ahead a call is promised: longer, and a vendor's “stop” would come too late for it. */
const patienceMs = 1_000;
/** The longest a call sleeps before it asks again. */
const longestNapMs = 5_000;
/** What is already spent is taken however far ahead. */
const debtMs = 86_400_000;
/** Where no limit is known: how long until another process's news of one is heard. */
const freshMs = 5_000;

/**
 * The one rate budget of a connection, shared through PostgreSQL by everything that calls its vendor. Until an answer
 * has said how many calls there are, one call goes at a time; a vendor that states no limit costs no statement.
 */
export class RateBudget implements RateGate {
  readonly #options: RateBudgetOptions;
  /** The last in line of each kind: a list that must wait holds up no others. */
  readonly #lines: Record<CallKind, Promise<void>> = {
    list: Promise.resolve(),
    ticket: Promise.resolve(),
    other: Promise.resolve(),
  };
  #limits = noLimits;
  #isHeard = false;
  #probe: PromiseWithResolvers<void> | undefined;
  #heldUntil = 0;
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;

  constructor(options: RateBudgetOptions) {
    this.#options = options;
  }

  async take(kind: CallKind, cost: number): Promise<void> {
    await this.#refresh();
    while (!this.#isHeard && !this.#isLimited) {
      if (!this.#probe) {
        this.#probe = Promise.withResolvers();
        break;
      }
      await this.#probe.promise;
    }
    if (this.#isLimited) await this.#standInLine(kind, cost);
    while (this.#heldUntil > Date.now()) await wait(this.#heldUntil - Date.now());
  }

  async learn(kind: CallKind, charged: number, news: RateNews | null): Promise<void> {
    try {
      if (news) await this.#hear(kind, charged, news);
    } finally {
      this.#probe?.resolve();
      this.#probe = undefined;
    }
  }

  get #isLimited(): boolean {
    return Object.values(this.#limits).some((limit) => limit !== null);
  }

  #standInLine(kind: CallKind, cost: number): Promise<void> {
    const turn = this.#lines[kind].then(() => this.#wait(kind, cost));
    this.#lines[kind] = turn.catch(() => undefined);
    return turn;
  }

  async #wait(kind: CallKind, cost: number): Promise<void> {
    for (;;) {
      const { ms, isGranted } = await this.#ask(kind, cost, patienceMs);
      if (isGranted) {
        if (ms > 0) await wait(ms);
        return;
      }
      await wait(Math.min(longestNapMs, Math.max(1, ms - patienceMs)));
    }
  }

  async #ask(kind: CallKind, cost: number, patience: number): Promise<{ ms: number; isGranted: boolean }> {
    const { connectionId, headroomPercent } = this.#options;
    const [answer] = await this.#transaction(
      ({ tx }) => tx.$queryRaw<{ wait_us: bigint; is_granted: boolean }[]>`
        select wait_us, is_granted
        from take_sync_rate(${connectionId}::uuid, ${kind}, ${cost}::integer, ${headroomPercent}::integer, ${patience * 1000}::bigint)`,
    );
    if (!answer) throw new Error("The rate budget did not answer.");
    return { ms: Math.ceil(Number(answer.wait_us) / 1000), isGranted: answer.is_granted };
  }

  async #hear(kind: CallKind, charged: number, news: RateNews): Promise<void> {
    const taken = this.#isLimited ? charged : 0;
    const limits = this.#afterNews(kind, news.limit);
    const hold = this.#holdAfter(kind, news);
    if (limits !== this.#limits || hold) await this.#store(limits, hold);
    this.#limits = limits;
    this.#isHeard = true;
    if (hold && !this.#isLimited) this.#heldUntil = Math.max(this.#heldUntil, Date.now() + hold.ms);
    const owed = (news.cost ?? charged) - taken;
    // What it cost beyond the guess, or before there was a limit, is taken afterwards: the next calls wait for it.
    if (owed > 0 && this.#isLimited) await this.#ask("other", owed, debtMs);
  }

  /** The total is what ordinary calls are told; a smaller number told to a list or a ticket is that kind's own. */
  #afterNews(kind: CallKind, stated: number | null): Limits {
    const limits = this.#limits;
    const total = limits.all_limit;
    if (stated === null || stated < 1 || stated === total) return limits;
    if (kind === "other" || total === null || stated > total) {
      const { list, ticket } = partsOf(this.#options.vendor, stated);
      return { all_limit: stated, list_limit: list, ticket_limit: ticket };
    }
    const own = kind === "list" ? "list_limit" : "ticket_limit";
    return limits[own] === stated ? limits : { ...limits, [own]: stated };
  }

  /**
   * A refusal holds all calls, or those of one kind where others could still go. Of the head-room the others may use one
   * half; where less than that is left, we slow down for them.
   */
  #holdAfter(kind: CallKind, { limit, remaining, retryAfterSeconds }: RateNews): Hold | null {
    if (retryAfterSeconds !== null) {
      const isOwn = kind !== "other" && remaining !== null && remaining > 0;
      return { kind: isOwn ? kind : "all", ms: Math.max(1, retryAfterSeconds) * 1000 };
    }
    if (limit === null || remaining === null) return null;
    const reserve = (limit * this.#options.headroomPercent) / 200;
    if (remaining >= reserve) return null;
    const isOwn = kind !== "other" && limit < (this.#limits.all_limit ?? 0);
    return { kind: isOwn ? kind : "all", ms: Math.ceil(((reserve - remaining) * 60_000) / limit) };
  }

  async #store(limits: Limits, hold: Hold | null): Promise<void> {
    const until = (kind: Hold["kind"]) => (hold?.kind === kind ? hold.ms * 1000 : null);
    await this.#transaction(
      ({ tx }) => tx.$executeRaw`
        insert into sync_rate_budgets as b (connection_id, all_limit, list_limit, ticket_limit, all_held_until, list_held_until,
          ticket_held_until)
        select ${this.#options.connectionId}::uuid, ${limits.all_limit}::integer, ${limits.list_limit}::integer,
          ${limits.ticket_limit}::integer, coalesce(now_us + ${until("all")}::bigint, 0),
          coalesce(now_us + ${until("list")}::bigint, 0), coalesce(now_us + ${until("ticket")}::bigint, 0)
        from (select (extract(epoch from clock_timestamp()) * 1000000)::bigint as now_us) clock
        on conflict (organization_id, connection_id) do update set
          all_limit = excluded.all_limit, list_limit = excluded.list_limit, ticket_limit = excluded.ticket_limit,
          all_held_until = greatest(b.all_held_until, excluded.all_held_until),
          list_held_until = greatest(b.list_held_until, excluded.list_held_until),
          ticket_held_until = greatest(b.ticket_held_until, excluded.ticket_held_until)`,
    );
  }

  #refresh(): Promise<void> {
    if (this.#isLimited || performance.now() - this.#readAt < freshMs) return Promise.resolve();
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<void> {
    const [row] = await this.#transaction(
      ({ tx }) => tx.$queryRaw<(Limits & { held_ms: number })[]>`
        select all_limit, list_limit, ticket_limit,
          (all_held_until / 1000.0 - extract(epoch from clock_timestamp()) * 1000)::double precision as held_ms
        from sync_rate_budgets where connection_id = ${this.#options.connectionId}::uuid`,
    );
    this.#readAt = performance.now();
    if (!row) return;
    const { held_ms, ...limits } = row;
    this.#limits = limits;
    this.#heldUntil = Math.max(this.#heldUntil, Date.now() + Math.ceil(held_ms));
  }

  #transaction<Result>(run: (ctx: Context) => Promise<Result>): Promise<Result> {
    return withOrganization(systemActor(this.#options.organizationId), run);
  }
}
