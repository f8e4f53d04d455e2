import { beforeAll, describe, expect, test } from "vitest";
import type { Role } from "@/lib/platform/permissions";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeRequester, makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { listFilterOptions } from "./list-filter-options";
import { listFilterOptionsQuery } from "./schema";

useTestDatabase();

let desk: Desk;
let requester: { id: string };
beforeAll(async () => {
  desk = await makeDesk();
  await makeDesk();
  await desk.fill(async (ctx) => {
    requester = await makeRequester(ctx, { name: "Hanna Weiss" });
    await makeRequester(ctx, { name: "Hannes without tickets" });
    await makeTicket(ctx, {
      requester_id: requester.id,
      tags: ["cold-chain", "late"],
      owner_role: "finance",
    });
    await makeTicket(ctx, { tags: ["late"], source: "import" });
    await makeTicket(ctx, { tags: ["secret-tag"], is_sensitive: true });
  });
});

async function values(role: Role, query: object): Promise<string[]> {
  const found = await desk.as(role, (ctx) => listFilterOptions(ctx, listFilterOptionsQuery.parse(query)));
  return found.map(({ label }) => label);
}

describe("the values of a filter", () => {
  test("are found by any part of their words", async () => {
    const { name } = desk.people.finance;
    expect(await values("admin", { field: "owner_id", search: name.slice(3).toUpperCase() })).toEqual([name]);
    expect(await values("admin", { field: "owner_id", search: "100%_" })).toEqual([]);
  });

  test("are people of this organization only", async () => {
    expect(await values("admin", { field: "owner_id" })).toHaveLength(Object.keys(desk.people).length);
  });

  test("name requesters of tickets one may see, nobody else", async () => {
    expect(await values("admin", { field: "requester_id", search: "hann" })).toEqual(["Hanna Weiss"]);
    expect(await values("finance", { field: "requester_id", search: "hann" })).toEqual(["Hanna Weiss"]);
    expect(await values("ops_agent", { field: "requester_id", search: "hann" })).toEqual([]);
  });

  test("offer the commonest tags first, what was typed last, and nothing that is withheld", async () => {
    expect(await values("admin", { field: "tags" })).toEqual(["late", "cold-chain"]);
    expect(await values("admin", { field: "tags", search: "Cold" })).toEqual(["cold-chain", "cold"]);
    expect(await values("admin", { field: "source" })).toContain("import");
  });

  test("are named by their ids, for a filter that came with a link", async () => {
    const query = { field: "requester_id", values: requester.id };
    expect(await values("admin", query)).toEqual(["Hanna Weiss"]);
  });
});
