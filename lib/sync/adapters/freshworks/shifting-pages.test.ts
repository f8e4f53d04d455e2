import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setEnv } from "@/lib/platform/env";
import type { Adapter, Vendor } from "../adapter";
import { createAdapter } from "../create-adapter";

/** A list of tickets by the rules of the two vendors: offset pages, by creation or by the last change. */
type Row = { id: number; updated: number };
let rows: Row[] = [];
let beforeEachCall: () => void = () => undefined;
let calls = 0;
let refused = 0;
let refusesTags = false;
let server: Server;
let url = "";

const start = Date.parse("2026-01-01T00:00:00Z");
const iso = (second: number) => new Date(start + second * 1000).toISOString().replace(".000Z", "Z");

beforeAll(async () => {
  setEnv({ SYNC_ALLOW_PRIVATE: "true" });
  server = createServer((request, response) => {
    beforeEachCall();
    calls += 1;
    const { searchParams: query } = new URL(request.url ?? "", "http://desk");
    if (refusesTags && query.get("include")?.includes("tags")) {
      refused += 1;
      const errors = [{ field: "include", message: "It should be one of these values: 'stats'" }];
      response.writeHead(400).end(JSON.stringify({ description: "Validation failed", errors }));
      return;
    }
    const [page, size] = [Number(query.get("page")), Number(query.get("per_page"))];
    const since = Date.parse(query.get("updated_since") ?? "");
    const listed = rows.filter(({ updated }) => start + updated * 1000 >= since);
    if (query.get("order_by") === "updated_at") listed.sort((a, b) => a.updated - b.updated || a.id - b.id);
    const slice = listed.slice((page - 1) * size, page * size);
    const tickets = slice.map(({ id, updated }) => ({
      id,
      status: 2,
      created_at: iso(0),
      updated_at: iso(updated),
    }));
    if (page * size < listed.length)
      response.setHeader("link", `<https://evil.example/?page=${page + 1}>; rel="next"`);
    response.end(JSON.stringify({ tickets }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  setEnv({ SYNC_ALLOW_PRIVATE: undefined });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const open = (vendor: Vendor) =>
  createAdapter(
    { vendor, base_url: url, web_url: null, key: "k", account_field: null },
    { take: async () => undefined, learn: async () => undefined },
  );

async function readAll(adapter: Adapter): Promise<Set<number>> {
  const read = new Set<number>();
  let cursor: string | null = null;
  do {
    // Each page from a cursor alone, as after a restart.
    const page: Awaited<ReturnType<Adapter["readTickets"]>> = await adapter.readTickets(
      { updated_since: null, workspace_external_id: null },
      cursor,
    );
    for (const { external_id } of page.rows) read.add(Number(external_id));
    cursor = page.next;
  } while (cursor !== null);
  return read;
}

const step = fc.record({
  removed: fc.array(fc.nat(10_000), { maxLength: 3 }),
  bulk: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.integer({ min: 100, max: 180 })),
  changed: fc.array(fc.nat(10_000), { maxLength: 5 }),
  added: fc.nat(3),
});

describe.each(["freshservice", "freshdesk"] as const)("%s", (vendor) => {
  test("a list that loses, changes and gains rows while it is read is read without a gap", async () => {
    const adapter = open(vendor);
    const oneSecond = fc.boolean();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 900 }),
        oneSecond,
        fc.array(step, { maxLength: 12 }),
        async (count, isBulk, steps) => {
          let clock = 10_000;
          let nextId = count + 1;
          rows = Array.from({ length: count }, (_, place) => ({
            id: place + 1,
            updated: isBulk ? 5 : Math.floor(place / 3),
          }));
          const gone = new Set<number>();
          const plan = [...steps];
          beforeEachCall = () => {
            const now = plan.shift();
            if (!now) return;
            const at = (place: number) => rows[place % Math.max(1, rows.length)];
            const lost = [...now.removed.map(at), ...rows.slice(0, now.bulk)];
            for (const row of lost) if (row) gone.add(row.id);
            rows = rows.filter((row) => !lost.includes(row));
            for (const row of now.changed.map(at)) if (row) row.updated = clock++;
            for (let more = 0; more < now.added; more += 1) rows.push({ id: nextId++, updated: clock++ });
          };
          const read = await readAll(adapter);
          const missed = Array.from({ length: count }, (_, place) => place + 1).filter(
            (id) => !gone.has(id) && !read.has(id),
          );
          expect(missed).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  test("where nothing changes, every row is read and nothing is one call", async () => {
    beforeEachCall = () => undefined;
    const adapter = open(vendor);
    rows = Array.from({ length: 250 }, (_, place) => ({ id: place + 1, updated: place }));
    expect((await readAll(adapter)).size).toBe(250);
    rows = [];
    calls = 0;
    expect((await readAll(adapter)).size).toBe(0);
    expect(calls).toBe(1);
  });
});

test("an account that refuses the tags is read without them, and asked for them once", async () => {
  refusesTags = true;
  beforeEachCall = () => undefined;
  rows = Array.from({ length: 150 }, (_, place) => ({ id: place + 1, updated: place }));
  expect((await readAll(open("freshservice"))).size).toBe(150);
  expect(refused).toBe(1);
  refusesTags = false;
});
