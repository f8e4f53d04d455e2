import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket, makeWatcher } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { filterTickets } from "./filter-tickets";
import { listTickets } from "./list-tickets";
import { listTicketsQuery, slaStatuses, ticketFilters } from "./schema";
import { ticketStatuses } from "./status";

useTestDatabase();
let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
});

const start = Date.UTC(2026, 0, 1);
const instant = fc.integer({ min: 0, max: 400 }).map((step) => new Date(start + step * 7));

describe("the filter by SLA status is get_sla_status()", () => {
  test("for every status, window and moment, down to the millisecond", async () => {
    const ticket = fc.record({
      status: fc.constantFrom(...ticketStatuses),
      created: instant,
      due: fc.option(instant, { freq: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(ticket, { minLength: 5, maxLength: 40 }), instant, async (tickets, now) => {
        const place = await makeDesk();
        await place.fill(async (ctx) => {
          for (const { status, created, due } of tickets)
            await makeTicket(ctx, {
              status,
              created_at: created,
              sla_due_at: due ?? undefined,
              sla_due_is_manual: true,
            });
        });
        const { found, told } = await place.as("admin", (ctx) => bothWays(ctx), { now });
        expect(found).toEqual(told);
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  async function bothWays(ctx: Parameters<typeof filterTickets>[0]) {
    const told = await ctx.tx.$queryRaw<{ id: string; sla: string }[]>`
      select id, get_sla_status(sla_due_at, sla_near_breach_at, status, sla_paused_at) as sla from tickets order by id`;
    const found: typeof told = [];
    for (const sla of slaStatuses) {
      const where = filterTickets(ctx, ticketFilters.parse({ sla_status: sla }));
      found.push(
        ...(await ctx.tx.$queryRaw<typeof told>`select t.id, ${sla} as sla from tickets t where ${where}`),
      );
    }
    return { told, found: found.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
  }
});

describe("near breach is less than 20 % of the ticket's own window", () => {
  test.each([
    ["2026-01-01T00:00:00Z", "on_track"],
    ["2026-01-09T00:00:00.000Z", "on_track"],
    ["2026-01-09T00:00:00.001Z", "near_breach"],
    ["2026-01-11T00:00:00.000Z", "near_breach"],
    ["2026-01-11T00:00:00.001Z", "breached"],
  ])("ten days, at %s: %s", async (at, expected) => {
    const [row] = await desk.fill(
      (ctx) => ctx.tx.$queryRaw<{ sla: string }[]>`
        select get_sla_status('2026-01-11Z', sla_near_breach_at('2026-01-11Z', '2026-01-01Z'), 'OPEN', null, ${at}::timestamptz) as sla`,
    );
    expect(row?.sla).toBe(expected);
  });

  test("across a change of the clock, whatever the session's zone", async () => {
    const answers = await desk.fill(async (ctx) => {
      const seen: unknown[] = [];
      for (const zone of ["UTC", "America/New_York", "Asia/Kolkata"]) {
        await ctx.tx.$queryRaw`select set_config('TimeZone', ${zone}, true)`;
        seen.push(
          await ctx.tx
            .$queryRaw`select extract(epoch from sla_near_breach_at('2026-03-20T00:00Z', '2026-03-01T00:00Z'))::float8 as at`,
        );
      }
      return seen;
    });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });
});

describe("each filter", () => {
  let place: Desk;
  const numbers = async (query: object) =>
    (
      await place.as("admin", (ctx) =>
        listTickets(ctx, listTicketsQuery.parse({ sort: "number", order: "asc", ...query })),
      )
    ).data.map((row) => row.number);
  beforeAll(async () => {
    place = await makeDesk({ time_zone: "Asia/Kolkata" });
    await place.fill(async (ctx) => {
      const { people, franchise } = place;
      await makeTicket(ctx, {
        created_at: "2026-02-28T18:29:59Z",
        tags: ["late", "cold"],
        owner_role: "ops_agent",
      });
      const second = await makeTicket(ctx, {
        created_at: "2026-02-28T18:30:00Z",
        priority: "HIGH",
        owner_role: "admin",
        owner_id: people.admin.id,
      });
      await makeTicket(ctx, {
        created_at: "2026-03-01T18:30:00Z",
        status: "OPEN",
        tags: ["late"],
        assigned_franchise_id: franchise.id,
        source: "import",
      });
      await makeTicket(ctx, {
        linked_type: "truck",
        linked_id: "T-1",
        created_by_id: people.driver.id,
        is_sensitive: false,
        created_at: "2026-03-05T00:00:00Z",
      });
      await makeTicket(ctx, { archived: true, created_at: "2026-03-05T00:00:00Z" });
      await makeWatcher(ctx, second, people.admin);
    });
  });

  test.each<[object, number[]]>([
    [{}, [1, 2, 3, 4]],
    [{ archived: "true" }, [5]],
    [{ archived: "any" }, [1, 2, 3, 4, 5]],
    [{ status: "OPEN" }, [3]],
    [{ status: "NEW,OPEN" }, [1, 2, 3, 4]],
    [{ status_not: "OPEN" }, [1, 2, 4]],
    [{ priority: ["HIGH"] }, [2]],
    [{ owner_role: "ops_agent,admin" }, [1, 2]],
    [{ owner_id: "me" }, [2]],
    [{ owner_id: "none" }, [1, 3, 4]],
    [{ owner_id: "none,me" }, [1, 2, 3, 4]],
    [{ linked_type: "truck", linked_id: "T-1" }, [4]],
    [{ tags: "cold" }, [1]],
    [{ tags: "late,unknown" }, [1, 3]],
    [{ tags_not: "late" }, [2, 4]],
    [{ source: "import" }, [3]],
    [{ watching: "true" }, [2]],
    [{ number: "1,4" }, [1, 4]],
    [{ from_date: "2026-03-01", to_date: "2026-03-01" }, [2]],
    [{ from_date: "2026-03-01T18:30:00Z" }, [3, 4]],
    [{ to_date: "2026-02-28" }, [1]],
    [{ sla_status: "breached", priority: "HIGH" }, [2]],
    [{ sla_status_not: "breached" }, []],
  ])("%j gives %j", async (query, expected) => {
    expect(await numbers(query)).toEqual(expected);
  });

  test("by people and places", async () => {
    expect(await numbers({ franchise_id: place.franchise.id })).toEqual([3]);
    expect(await numbers({ created_by_id: place.people.driver.id })).toEqual([4]);
    expect(await numbers({ owner_id: place.people.admin.id })).toEqual([2]);
  });

  test.each([
    { status: "DONE" },
    { limit: "0" },
    { limit: "501" },
    { from_date: "yesterday" },
    { sort: "secret" },
  ])("%j is refused", (query) => {
    expect(() => listTicketsQuery.parse(query)).toThrow();
  });
});

describe("ranges that move with the clock", () => {
  // A Sunday evening in Berlin is already Monday in Karachi.
  const now = new Date("2026-03-01T20:30:00Z");
  const created: Record<string, string> = {
    "an hour ago": "2026-03-01T19:30:00Z",
    "this morning": "2026-03-01T06:00:00Z",
    "last night": "2026-02-28T22:30:00Z",
    "last Monday": "2026-02-23T12:00:00Z",
    "in January": "2026-01-10T12:00:00Z",
  };
  const zones = ["Europe/Berlin", "Asia/Karachi"] as const;
  const places = new Map<string, Desk>();
  beforeAll(async () => {
    for (const zone of zones) {
      const place = await makeDesk({ time_zone: zone });
      await place.fill(async (ctx) => {
        for (const [title, at] of Object.entries(created))
          await makeTicket(ctx, { title, created_at: new Date(at) });
      });
      places.set(zone, place);
    }
  });

  test.each<[(typeof zones)[number], string, string[]]>([
    ["Europe/Berlin", "today", ["an hour ago", "this morning"]],
    ["Europe/Berlin", "yesterday", ["last night"]],
    ["Asia/Karachi", "today", ["an hour ago"]],
    ["Asia/Karachi", "yesterday", ["last night", "this morning"]],
    ["Europe/Berlin", "last_24_hours", ["an hour ago", "last night", "this morning"]],
    ["Europe/Berlin", "this_week", ["an hour ago", "last Monday", "last night", "this morning"]],
    ["Asia/Karachi", "this_week", ["an hour ago"]],
    ["Europe/Berlin", "this_month", ["an hour ago", "this morning"]],
    ["Europe/Berlin", "last_month", ["last Monday", "last night"]],
    ["Europe/Berlin", "next_7_days", []],
  ])("in %s, %s", async (zone, created_within, expected) => {
    const place = places.get(zone);
    const rows = await place?.as(
      "admin",
      async (ctx) => (await listTickets(ctx, listTicketsQuery.parse({ created_within }))).data,
      { now },
    );
    expect(rows?.map(({ title }) => title).sort()).toEqual(expected);
  });
});

test("my work is what I own, what waits for my role, and what I watch", async () => {
  const place = await makeDesk();
  const { ops_agent: me, ops_manager: other } = place.people;
  await place.fill(async (ctx) => {
    await makeTicket(ctx, { title: "mine", owner_id: me.id, owner_role: "ops_agent" });
    await makeTicket(ctx, { title: "queue", owner_role: "ops_agent" });
    const watched = await makeTicket(ctx, {
      title: "watched",
      owner_id: other.id,
      owner_role: "ops_manager",
    });
    await makeWatcher(ctx, watched, me);
    await makeTicket(ctx, { title: "another's", owner_id: other.id, owner_role: "ops_manager" });
  });
  const titles = (query: object) =>
    place.as("ops_agent", async (ctx) =>
      (await listTickets(ctx, listTicketsQuery.parse({ sort: "title", order: "asc", ...query }))).data.map(
        ({ title }) => title,
      ),
    );
  expect(await titles({ my_work: "true" })).toEqual(["mine", "queue", "watched"]);
  expect(await titles({ my_work: "false" })).toEqual([]);
});
