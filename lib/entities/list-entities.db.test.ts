import { beforeAll, describe, expect, test } from "vitest";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { deleteEntity } from "./delete-entity";
import { feedEntities, putEntity } from "./feed-entities";
import { getEntity } from "./get-entity";
import { listEntities } from "./list-entities";
import { type EntityFields, type EntityKey, feedInput, listEntitiesQuery } from "./schema";

useTestDatabase();
let desk: Desk;
let other: Desk;

const fed: (EntityKey & EntityFields)[] = [
  { type: "truck", entity_id: "MH-12-AB-4471", label: "Tata Prima 5530", detail: "Rajesh Kumar" },
  { type: "truck", entity_id: "MH-12-AB-4472", label: "Ashok Leyland 4220", detail: "Sunita Rao" },
  { type: "booking", entity_id: "BKG-4471", label: "Delhi to Mumbai" },
  { type: "booking", entity_id: "BKG-447", label: "Pune to Mumbai, 100% paid_in" },
  { type: "payment", entity_id: "PAY-1", label: "Łódź Örn Ömer" },
];
beforeAll(async () => {
  desk = await makeDesk();
  other = await makeDesk();
  await desk.as("admin", (ctx) => feedEntities(ctx, feedInput.parse({ entities: fed })));
  await other.as("admin", (ctx) => feedEntities(ctx, feedInput.parse({ entities: fed.slice(2, 3) })));
});

const search = async (words: string, fields: object = {}) =>
  (
    await desk.as("ops_agent", (ctx) =>
      listEntities(ctx, listEntitiesQuery.parse({ search: words, ...fields })),
    )
  ).data.map((entity) => entity.entity_id);

describe("search", () => {
  test.each([
    ["b", ["BKG-447", "BKG-4471"]],
    ["bkg-447", ["BKG-447", "BKG-4471"]],
    ["BKG-4471", ["BKG-4471"]],
    ["4471", ["BKG-4471", "MH-12-AB-4471"]],
    ["mumb del", ["BKG-4471"]],
    ["rajesh tata", ["MH-12-AB-4471"]],
    ["mh-12", ["MH-12-AB-4471", "MH-12-AB-4472"]],
    ["örn", ["PAY-1"]],
    ["ö ł", ["PAY-1"]],
    ["umbai", []],
    ["%", []],
    ["_", []],
    ["paid_in", ["BKG-447"]],
    ["' or 1=1", []],
    ["mumbai zzz", []],
  ])("%s", async (words, expected) => {
    expect((await search(words)).toSorted()).toEqual(expected.toSorted());
  });

  test("by type, with the exact id first", async () => {
    expect(await search("4471", { type: "truck" })).toEqual(["MH-12-AB-4471"]);
    expect((await search("bkg-447"))[0]).toBe("BKG-447");
    expect(await search("m", { limit: "1" })).toHaveLength(1);
  });

  test("another organization finds its own", async () => {
    const { data } = await other.as("admin", (ctx) =>
      listEntities(ctx, listEntitiesQuery.parse({ search: "m" })),
    );
    expect(data.map((entity) => entity.entity_id)).toEqual(["BKG-4471"]);
  });
});

test("without words: page by page through everything", async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await desk.as("ops_agent", (ctx) =>
      listEntities(ctx, listEntitiesQuery.parse({ limit: "2", ...(cursor && { cursor }) })),
    );
    expect(page.pagination.total).toBe(fed.length);
    seen.push(...page.data.map((entity) => entity.entity_id));
    cursor = page.pagination.next_cursor ?? undefined;
  } while (cursor);
  expect(seen.toSorted()).toEqual(fed.map((entity) => entity.entity_id).toSorted());
});

describe("the feed", () => {
  test("says what was new, changed and equal, and keeps the last of repeated entries", async () => {
    const first = { type: "document" as const, entity_id: "DOC-1", label: "First wording" };
    const feed = (entities: (EntityKey & EntityFields)[]) =>
      desk.as("admin", (ctx) => feedEntities(ctx, feedInput.parse({ entities })));
    expect((await feed([first, { ...first, label: "Second wording" }])).data).toEqual({
      created: 1,
      updated: 0,
      unchanged: 1,
    });
    expect(await search("second")).toEqual(["DOC-1"]);
    expect((await feed([{ ...first, label: "Third wording" }])).data.updated).toBe(1);
    expect((await feed([{ ...first, label: "Third wording" }])).data.unchanged).toBe(1);
    expect(await search("second")).toEqual([]);
    expect(await search("third")).toEqual(["DOC-1"]);
    const [row] = await desk.fill(
      (ctx) =>
        ctx.tx.$queryRaw<
          { audited: number; emitted: number }[]
        >`select (select count(*)::int from ticket_audit where action = 'ENTITIES_FED') as audited,
          (select count(*)::int from outbox where name = 'entities.fed') as emitted`,
    );
    expect(row).toEqual({ audited: 3, emitted: 3 });
  });

  test("one entity by its address, and its tickets counted", async () => {
    const key = { type: "shipment" as const, entity_id: "SHP/7 ä" };
    const put = await desk.as("admin", (ctx) => putEntity(ctx, key, { label: "Forty crates" }));
    expect(put.data).toMatchObject({ ...key, label: "Forty crates", detail: null });
    await desk.fill(async (ctx) => {
      await makeTicket(ctx, { linked_type: key.type, linked_id: key.entity_id, owner_role: "ops_agent" });
      await makeTicket(ctx, { linked_type: key.type, linked_id: key.entity_id, status: "CLOSED" });
    });
    const counted = (role: "admin" | "ops_agent") => desk.as(role, (ctx) => getEntity(ctx, key));
    expect((await counted("admin")).data).toMatchObject({ ticket_count: 2, open_ticket_count: 1 });
    expect((await counted("ops_agent")).data.ticket_count).toBe(1);
    await expect(desk.as("admin", (ctx) => deleteEntity(ctx, key))).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("2 tickets"),
    });
  });
});

test("an entity nothing links to can be removed, once, by its own organization", async () => {
  const key = { type: "booking" as const, entity_id: "BKG-447" };
  await expect(other.as("admin", (ctx) => deleteEntity(ctx, key))).rejects.toMatchObject({
    code: "not_found",
  });
  await desk.as("admin", (ctx) => deleteEntity(ctx, key));
  expect(await search("bkg-447")).toEqual(["BKG-4471"]);
  await expect(desk.as("admin", (ctx) => deleteEntity(ctx, key))).rejects.toMatchObject({
    code: "not_found",
  });
});

test.each(["javascript:alert(1)", "ftp://example.com", "no address"])("the address %s is refused", (url) => {
  expect(feedInput.safeParse({ entities: [{ ...fed[0], url }] }).success).toBe(false);
});
