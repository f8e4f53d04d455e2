import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { useTestDatabase } from "@/prisma/seed/test-database";
import type { RateNews } from "./adapters/rate-gate";
import { RateBudget } from "./rate-budget";

useTestDatabase();
let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
});

let made = 0;
async function makeConnection(limits: { all?: number; list?: number } = {}): Promise<string> {
  made += 1;
  const source = `rate-${made}`;
  return desk.fill(async ({ tx }) => {
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      insert into sync_connections (vendor, name, source, base_url, key_sealed)
      values ('freshservice', ${source}, ${source}, 'http://127.0.0.1', '') returning id`;
    const id = row?.id ?? "";
    if (limits.all)
      await tx.$executeRaw`
        insert into sync_rate_budgets (connection_id, all_limit, list_limit)
        values (${id}::uuid, ${limits.all}::integer, ${limits.list ?? null}::integer)`;
    return id;
  });
}

const budgetOf = (connectionId: string, headroomPercent = 20) =>
  new RateBudget({
    organizationId: desk.organization.id,
    connectionId,
    vendor: "freshservice",
    headroomPercent,
  });

const news = (fields: Partial<RateNews> = {}): RateNews => ({
  limit: null,
  remaining: null,
  cost: null,
  retryAfterSeconds: null,
  ...fields,
});

type Asked = { kind: string; cost: number; at: number };
type Gone = Asked & { goesAt: number };

/** Every call takes its place at once, on a simulated clock of microseconds. */
async function simulate(connectionId: string, headroom: number, calls: Asked[]): Promise<Gone[]> {
  const rows = calls.map((call, place) => ({ ...call, place, at: call.at + 1e15 }));
  const waits = await desk.fill(
    ({ tx }) => tx.$queryRaw<{ wait_us: bigint }[]>`
      select r.wait_us from (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(kind text, cost integer, at bigint, place integer)
        order by place) c,
      lateral take_sync_rate(${connectionId}::uuid, c.kind, c.cost, ${headroom}::integer, ${1e15}::bigint, c.at) r`,
  );
  return calls.map((call, place) => ({ ...call, goesAt: call.at + Number(waits[place]?.wait_us) }));
}

function mostInAMinute(calls: { goesAt: number; cost: number }[]): number {
  const sorted = calls.toSorted((one, other) => one.goesAt - other.goesAt);
  return Math.max(
    0,
    ...sorted.map(({ goesAt }) =>
      sorted
        .filter((each) => each.goesAt >= goesAt && each.goesAt < goesAt + 60e6)
        .reduce((sum, { cost }) => sum + cost, 0),
    ),
  );
}

describe("on a simulated clock", () => {
  test("no 60 seconds ever hold more than the limit without head-room, of all calls and of lists", async () => {
    const call = fc.record({
      kind: fc.constantFrom("list", "other"),
      cost: fc.integer({ min: 1, max: 5 }),
      pause: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 40e6 })),
    });
    const limits = fc.record({
      all: fc.integer({ min: 20, max: 600 }),
      list: fc.integer({ min: 5, max: 200 }),
      headroom: fc.integer({ min: 0, max: 50 }),
    });
    await fc.assert(
      fc.asyncProperty(limits, fc.array(call, { minLength: 50, maxLength: 150 }), async (limit, calls) => {
        const connection = await makeConnection(limit);
        let at = 0;
        const asked = calls.map(({ pause, ...one }) => {
          at += pause;
          return { ...one, at };
        });
        const gone = await simulate(connection, limit.headroom, asked);
        const part = (total: number) => Math.max(1, Math.floor((total * (100 - limit.headroom)) / 100));
        // A single call dearer than the whole limit cannot be divided.
        expect(mostInAMinute(gone)).toBeLessThanOrEqual(Math.max(5, part(limit.all)));
        const lists = gone.filter(({ kind }) => kind === "list").map((one) => ({ ...one, cost: 1 }));
        expect(mostInAMinute(lists)).toBeLessThanOrEqual(part(limit.list));
      }),
      { numRuns: 12 },
    );
  });

  test.each([
    { all: 200, headroom: 20 },
    { all: 200, headroom: 0 },
    { all: 1200, headroom: 50 },
  ])("$all a minute with $headroom % head-room are used to 95 % and more", async ({ all, headroom }) => {
    const connection = await makeConnection({ all });
    const minutes = Math.max(1, Math.floor(600 / all));
    const calls = Array.from(
      { length: Math.floor((all * minutes * (100 - headroom)) / 100) },
      (_, place) => ({
        kind: place % 50 === 0 ? "list" : "other",
        cost: place % 50 === 0 ? 5 : 1,
        at: 0,
      }),
    );
    const gone = await simulate(connection, headroom, calls);
    const spent = gone.reduce((sum, { cost }) => sum + cost, 0);
    const lastAt = Math.max(...gone.map(({ goesAt }) => goesAt));
    expect((spent / lastAt) * 60e6).toBeGreaterThanOrEqual(all * (1 - headroom / 100) * 0.95);
  });
});

describe("between runs", () => {
  test("until an answer has told the limit one call goes at a time", async () => {
    const budget = budgetOf(await makeConnection());
    await budget.take("list", 5);
    let isThrough = false;
    const second = budget.take("other", 1).then(() => {
      isThrough = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isThrough).toBe(false);
    await budget.learn("list", 5, news());
    await second;
    // No limit was stated: nothing is asked of the database any more.
    await Promise.all(Array.from({ length: 100 }, () => budget.take("other", 1)));
  });

  test("a limit that one run hears of holds for the others, which share it call by call", async () => {
    const connection = await makeConnection();
    const first = budgetOf(connection, 0);
    await first.take("other", 1);
    await first.learn("other", 1, news({ limit: 6000, remaining: 5999, cost: 1 }));
    const runs = [first, budgetOf(connection, 0), budgetOf(connection, 0)];
    const startedAt = performance.now();
    // 6,000 a minute: 120 are there at once, 180 more need 1.8 s, together and not each for itself.
    await Promise.all(runs.flatMap((run) => Array.from({ length: 100 }, () => run.take("other", 1))));
    expect(performance.now() - startedAt).toBeGreaterThan(1_700);
  });

  test("what the vendor publishes for lists comes with the total, and its own word goes before", async () => {
    const connection = await makeConnection();
    const budget = budgetOf(connection);
    await budget.take("list", 5);
    await budget.learn("list", 5, news({ limit: 200, remaining: 195, cost: 3 }));
    expect(await stored(connection)).toMatchObject({ all_limit: 200, list_limit: 70, ticket_limit: 80 });
    await budget.learn("list", 3, news({ limit: 55, remaining: 50 }));
    expect(await stored(connection)).toMatchObject({ all_limit: 200, list_limit: 55 });
    await budget.learn("other", 1, news({ limit: 400, remaining: 300 }));
    expect(await stored(connection)).toMatchObject({ all_limit: 400, list_limit: 120, ticket_limit: 140 });
  });

  test("a refusal holds every run for as long as the vendor says, of lists alone where others may still go", async () => {
    const connection = await makeConnection({ all: 6000 });
    const budget = budgetOf(connection);
    await budget.take("list", 1);
    await budget.learn("list", 1, news({ limit: 6000, remaining: 3000, retryAfterSeconds: 2 }));
    const startedAt = performance.now();
    const other = budgetOf(connection);
    const list = other.take("list", 1).then(() => performance.now() - startedAt);
    await other.take("other", 1);
    const free = performance.now() - startedAt;
    expect(await list).toBeGreaterThan(1_800);
    expect(free).toBeLessThan(await list);
    await budget.learn("other", 1, news({ limit: 6000, remaining: 0, retryAfterSeconds: 1 }));
    const heldAt = performance.now();
    await other.take("ticket", 1);
    expect(performance.now() - heldAt).toBeGreaterThan(900);
  });

  test("when other programs have used half of their head-room, we slow down", async () => {
    const connection = await makeConnection({ all: 200 });
    const budget = budgetOf(connection);
    await budget.take("other", 1);
    await budget.learn("other", 1, news({ limit: 200, remaining: 30, cost: 1 }));
    expect(await stored(connection)).toMatchObject({ all_held_until: 0n });
    await budget.learn("other", 1, news({ limit: 200, remaining: 18, cost: 1 }));
    expect((await stored(connection))?.all_held_until).toBeGreaterThan(0n);
  });

  test("a call dearer than any before goes when it can, though it has to ask more than once", async () => {
    const connection = await makeConnection({ all: 240 });
    const budget = budgetOf(connection, 0);
    await budget.take("other", 1);
    const startedAt = performance.now();
    await budget.take("list", 9);
    expect(performance.now() - startedAt).toBeGreaterThan(1_000);
    expect(await stored(connection)).toMatchObject({ burst: 9 });
  });

  test("a call that was dearer than thought is taken afterwards", async () => {
    const connection = await makeConnection({ all: 600 });
    const budget = budgetOf(connection);
    await budget.take("other", 1);
    const before = (await stored(connection))?.all_full_at ?? 0n;
    await budget.learn("other", 1, news({ limit: 600, remaining: 500, cost: 4 }));
    expect((await stored(connection))?.all_full_at).toBeGreaterThan(before);
  });
});

function stored(connectionId: string) {
  return desk.fill(({ tx }) => tx.syncRateBudget.findFirst({ where: { connection_id: connectionId } }));
}
