import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Role } from "@/lib/platform/permissions";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import {
  makeAttachment,
  makeMessage,
  makeRequester,
  makeTicket,
  makeWatcher,
  type Ticket,
} from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { listTickets } from "./list-tickets";
import { listTicketsQuery, ticketPriorities, ticketSorts } from "./schema";
import { ticketStatuses } from "./status";

useTestDatabase();

function list(desk: Desk, role: Role, query: object = {}) {
  return desk.as(role, (ctx) => listTickets(ctx, listTicketsQuery.parse(query)));
}

describe("paging", () => {
  const rowCount = 60;
  let desk: Desk;
  beforeAll(async () => {
    desk = await makeDesk();
    await desk.fill((ctx) => fillWithTies(ctx, rowCount));
  });

  test.each(ticketSorts.flatMap((sort) => (["asc", "desc"] as const).map((order) => [sort, order] as const)))(
    "by %s %s visits every row once, in the order of one large page",
    async (sort, order) => {
      const whole = (await list(desk, "admin", { sort, order, limit: 500 })).data.map((row) => row.id);
      expect(whole).toHaveLength(rowCount);
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: rowCount + 5 }), async (limit) => {
          expect(await walk(desk, { sort, order, limit })).toEqual(whole);
        }),
        { numRuns: 2, examples: [[7]] },
      );
    },
    60_000,
  );

  test("the total is exact on every page, and left out on request", async () => {
    const first = await list(desk, "admin", { limit: 10, status: "NEW,OPEN" });
    const all = await list(desk, "admin", { limit: 500, status: ["NEW", "OPEN"] });
    expect(first.pagination.total).toBe(all.data.length);
    expect((await list(desk, "admin", { limit: 10, count: "false" })).pagination.total).toBeNull();
  });

  test("numbered pages give the same rows", async () => {
    const whole = (await list(desk, "admin", { limit: 500 })).data.map((row) => row.id);
    const third = await list(desk, "admin", { limit: 7, page: 3 });
    expect(third.data.map((row) => row.id)).toEqual(whole.slice(14, 21));
    expect(third.pagination).toMatchObject({ page: 3, total: rowCount, total_pages: 9 });
  });

  test.each(["nonsense", "e30", Buffer.from('["created_at desc","x","y"]').toString("base64url")])(
    "the cursor %s is refused by name",
    async (cursor) => {
      await expect(list(desk, "admin", { cursor })).rejects.toMatchObject({ code: "invalid_input" });
    },
  );

  test("a cursor of another sort is refused", async () => {
    const { next_cursor: cursor } = (await list(desk, "admin", { limit: 5 })).pagination;
    await expect(list(desk, "admin", { cursor, sort: "title" })).rejects.toMatchObject({
      code: "invalid_input",
      details: { fields: [{ field: "cursor" }] },
    });
  });
});

describe("who sees what", () => {
  let desk: Desk;
  let tickets: Record<string, Ticket>;
  beforeAll(async () => {
    desk = await makeDesk();
    tickets = await desk.fill(async (ctx) => {
      const { people, franchise } = desk;
      const contact = await makeRequester(ctx, { user_id: people.driver.id });
      const watched = await makeTicket(ctx, { owner_role: "hq_support" });
      await makeWatcher(ctx, watched, people.ops_agent);
      return {
        unrelated: await makeTicket(ctx, { owner_role: "hq_support" }),
        franchise: await makeTicket(ctx, { owner_role: "hq_support", assigned_franchise_id: franchise.id }),
        ofDriver: await makeTicket(ctx, { owner_role: "hq_support", requester_id: contact.id }),
        byShipper: await makeTicket(ctx, { owner_role: "hq_support", created_by_id: people.shipper.id }),
        agentQueue: await makeTicket(ctx, { owner_role: "ops_agent" }),
        financeOwned: await makeTicket(ctx, { owner_role: "finance", owner_id: people.finance.id }),
        payment: await makeTicket(ctx, {
          owner_role: "hq_support",
          linked_type: "payment",
          linked_id: "P-1",
        }),
        tagged: await makeTicket(ctx, { owner_role: "hq_support", tags: ["payment"] }),
        watched,
      };
    });
  });

  test.each<[Role, string[]]>([
    ["driver", ["ofDriver"]],
    ["shipper", ["byShipper"]],
    ["operator", []],
    ["franchise_agent", ["franchise"]],
    ["ops_agent", ["agentQueue", "watched"]],
    ["finance", ["financeOwned", "payment", "tagged"]],
    ["compliance_officer", []],
  ])("%s: %j", async (role, names) => {
    const { data, pagination } = await list(desk, role);
    expect(data.map((row) => row.id).toSorted()).toEqual(names.map((name) => tickets[name]?.id).toSorted());
    expect(pagination.total).toBe(names.length);
  });

  test.each(["ops_manager", "regional_manager", "hq_support", "ceo_oncall", "admin"] as const)(
    "%s: all",
    async (role) => {
      expect((await list(desk, role)).pagination.total).toBe(Object.keys(tickets).length);
    },
  );

  test("nobody sees another organization's, whatever they filter", async () => {
    const foreign = await makeDesk();
    expect((await list(foreign, "admin", { archived: "any" })).pagination.total).toBe(0);
    expect((await list(foreign, "admin", { number: tickets.payment?.number })).pagination.total).toBe(0);
  });
});

describe("search", () => {
  let desk: Desk;
  let ticket: Ticket;
  beforeAll(async () => {
    desk = await makeDesk();
    ticket = await desk.fill(async (ctx) => {
      const made = await makeTicket(ctx, {
        title: "Refrigerated lorry stranded",
        description: "The compressor stopped near Nagpur.",
        created_by_id: desk.people.shipper.id,
      });
      await makeMessage(ctx, made, { message_text: "A mechanic is travelling there." });
      await makeMessage(ctx, made, { message_text: "Suspected fuel embezzlement.", is_internal_note: true });
      await makeAttachment(ctx, made, { file_name: "thermograph readings.pdf" });
      await makeTicket(ctx, { created_by_id: desk.people.shipper.id });
      return made;
    });
  });

  test.each([
    "refrigerated",
    "compressors",
    "mechanic",
    "thermograph",
    "refrig",
    "lorry nagpur",
    '"lorry stranded"',
    "lorry -shipment",
  ])("%s finds it for the desk and for its requester", async (search) => {
    for (const role of ["admin", "shipper"] as const) {
      const found = await list(desk, role, { search });
      expect([role, found.data.map((row) => row.id)]).toEqual([role, [ticket.id]]);
    }
  });

  test("notes are found by the desk, and by no requester in rows or total", async () => {
    expect((await list(desk, "admin", { search: "embezzlement" })).pagination.total).toBe(1);
    const theirs = await list(desk, "shipper", { search: "embezzlement" });
    expect(theirs).toMatchObject({ data: [], pagination: { total: 0 } });
  });

  test("new words are found after an edit, old ones no more", async () => {
    await desk.fill(
      (ctx) =>
        ctx.tx.$executeRaw`update tickets set title = 'Reefer truck waiting' where id = ${ticket.id}::uuid`,
    );
    expect((await list(desk, "admin", { search: "reefer" })).pagination.total).toBe(1);
    expect((await list(desk, "admin", { search: "mechanic thermograph" })).pagination.total).toBe(1);
    expect((await list(desk, "admin", { search: "refrigerated" })).pagination.total).toBe(0);
  });

  test.each(["asc", "desc"] as const)(
    "pages through its hits once, %s, without what is withheld",
    async (order) => {
      const other = await makeDesk();
      const made = await other.fill(async (ctx) => {
        const tickets: Ticket[] = [];
        for (let index = 0; index < 7; index += 1)
          tickets.push(
            await makeTicket(ctx, { title: `Pallet ${index} damaged`, is_sensitive: index === 3 }),
          );
        return tickets;
      });
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list(other, "admin", { search: "pallets", order, limit: 2, cursor });
        expect(page.pagination.total).toBe(6);
        seen.push(...page.data.map((row) => row.id));
        cursor = page.pagination.next_cursor ?? undefined;
      } while (cursor);
      const whole = await list(other, "admin", { search: "pallets", order });
      expect(whole.pagination.total).toBe(6);
      expect(seen).toEqual(whole.data.map((row) => row.id));
      expect(new Set(seen)).toEqual(new Set(made.filter((_, index) => index !== 3).map((one) => one.id)));
    },
  );

  test("a number finds its ticket", async () => {
    expect((await list(desk, "admin", { search: `#${ticket.number}` })).data.map((row) => row.id)).toContain(
      ticket.id,
    );
  });

  test.each(["'", "\\", "%", ":*", "!!&|", "(((", "<->", "a".repeat(300), "the and of", "\u0001"])(
    "%j is only words",
    async (search) => {
      expect((await list(desk, "admin", { search })).data).toBeInstanceOf(Array);
    },
  );

  test("a character PostgreSQL cannot hold is the client's mistake", async () => {
    await expect(list(desk, "admin", { search: "a\u0000b" })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});

async function walk(desk: Desk, query: { sort: string; order: string; limit: number }): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(desk, "admin", { ...query, cursor, count: "false" });
    seen.push(...page.data.map((row) => row.id));
    cursor = page.pagination.next_cursor ?? undefined;
  } while (cursor);
  return seen;
}

/** Few distinct values, many nulls: ties everywhere. */
async function fillWithTies(ctx: Parameters<typeof makeTicket>[0], count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await makeTicket(ctx, {
      title: `Title ${"aÄzZ "[n % 5]}${n % 3}`,
      status: ticketStatuses[n % ticketStatuses.length],
      priority: ticketPriorities[n % 4],
      created_at: new Date(Date.UTC(2026, 0, 1 + (n % 4), 0, 0, 0, n % 2)),
      ...(n % 3 === 0 ? { sla_due_is_manual: true } : {}),
      ...(n % 2 === 0 ? { owner_role: n % 4 === 0 ? "finance" : "ops_agent" } : {}),
      ...(n % 4 === 1 ? { linked_type: "booking", linked_id: `B${n % 3}` } : {}),
    });
  }
}

test("neither the order of a list, nor a made-up cursor, nor who filed it gives a sensitive ticket away", async () => {
  const desk = await makeDesk();
  const title = (letter: string) => `${letter} ticket about something`;
  const secret = await desk.fill((ctx) =>
    makeTicket(ctx, {
      title: title("m"),
      is_sensitive: true,
      severity: "FRAUD",
      created_by_id: desk.people.driver.id,
      created_by_role: "driver",
    }),
  );
  for (const letter of ["a", "k", "z"])
    await desk.fill((ctx) =>
      makeTicket(ctx, { title: title(letter), linked_type: "truck", linked_id: letter }),
    );
  for (const sort of ["title", "linked"] as const) {
    const { data } = await list(desk, "ops_manager", { sort, order: "asc" });
    const place = data.findIndex(({ id }) => id === secret.id);
    expect([0, data.length - 1]).toContain(place);
    expect(data[place]).toMatchObject({ created_by_id: null, severity: null, external_id: null });
    const cursor = Buffer.from(JSON.stringify([`${sort} asc`, null, secret.id])).toString("base64url");
    const after = await list(desk, "ops_manager", { sort, order: "asc", cursor });
    const before = await list(desk, "ops_manager", {
      sort,
      order: "asc",
      cursor: cursorOf(sort, "null", secret.id),
    });
    expect(after.data).toEqual(before.data);
  }
  const filed = await list(desk, "ops_manager", { created_by_id: desk.people.driver.id });
  expect(filed.data).toEqual([]);
  const own = await list(desk, "driver", { created_by_id: "me" });
  expect(own.data).toMatchObject([{ id: secret.id, title: title("m"), severity: null }]);
});

function cursorOf(sort: string, value: string, id: string): string {
  return Buffer.from(JSON.stringify([`${sort} asc`, value, id])).toString("base64url");
}
