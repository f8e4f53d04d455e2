import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/platform/database/client";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { createRandom } from "@/prisma/seed/random";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { countTickets } from "./count-tickets";
import { ticketFilters } from "./schema";

useTestDatabase();

describe("exact totals", () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await makeDesk();
    const random = createRandom(3);
    await desk.fill(async (ctx) => {
      for (let index = 0; index < 40; index += 1)
        await makeTicket(ctx, {
          priority: random.pick(["LOW", "HIGH"]),
          status: random.pick(["NEW", "OPEN"]),
        });
    });
    await desk.as(
      "admin",
      (ctx) =>
        ctx.tx
          .$executeRaw`update tickets set status = 'IN_PROGRESS' where number % 3 = 0 and status = 'OPEN'`,
    );
    await desk.as(
      "admin",
      (ctx) => ctx.tx.$executeRaw`update tickets set archived = true where number % 5 = 0`,
    );
  });

  const filters = [
    {},
    { archived: "any" },
    { archived: "true" },
    { status: "NEW" },
    { status: "OPEN,IN_PROGRESS", priority: "HIGH" },
  ];

  test.each(filters)(
    "of %j come from the tallies and equal counting, before and after folding",
    async (given) => {
      const filter = ticketFilters.parse(given);
      const counted = () =>
        desk.as("admin", (ctx) =>
          countTickets(ctx, ticketFilters.parse({ ...given, from_date: "2000-01-01" })),
        );
      const tallied = () => desk.as("admin", (ctx) => countTickets(ctx, filter));
      expect(await tallied()).toBe(await counted());
      await database().$queryRaw`select fold_ticket_tallies(0)`;
      expect(await tallied()).toBe(await counted());
    },
  );

  test("a change that is rolled back leaves no trace in them", async () => {
    const total = () => desk.as("admin", (ctx) => countTickets(ctx, ticketFilters.parse({})));
    const before = await total();
    await expect(
      desk.as("admin", async (ctx) => {
        await makeTicket(ctx, {});
        throw new Error("rolled back");
      }),
    ).rejects.toThrow();
    expect(await total()).toBe(before);
  });
});
