import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { setEnv } from "@/lib/platform/env";
import type { Role } from "@/lib/platform/permissions";
import { storage } from "@/lib/platform/storage/storage";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { cancelExport } from "./cancel-export";
import { claimExport } from "./claim-export";
import { listStoredExports, markDeleted } from "./clean-up-exports";
import { requestExport } from "./request-export";
import { reviveExports } from "./revive-exports";
import { runExport } from "./run-export";
import { type ExportJob, requestExportInput } from "./schema";
import * as selecting from "./select-rows";

useTestDatabase();
let desk: Desk;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "docket-exports-"));
  setEnv({ DATA_DIR: folder });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  desk = await makeDesk();
  return () => vi.restoreAllMocks();
});

type Stored = ExportJob & { file_key: string | null; attempts: number };

async function order(input: object = {}, role: Role = "admin"): Promise<string> {
  const { data } = await desk.as(role, (ctx) => requestExport(ctx, requestExportInput.parse(input)));
  return data.id;
}
const run = (id: string) => runExport(desk.organization.id, id);
const load = async (id: string): Promise<Stored> => {
  const [job] = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<Stored[]>`select * from ticket_export_jobs where id = ${id}::uuid`,
  );
  return job as Stored;
};
const read = async (id: string): Promise<string> => {
  const { file_key } = await load(id);
  return text(await (await storage()).get(file_key ?? ""));
};
const numbersOf = (csv: string) =>
  csv
    .trim()
    .split("\r\n")
    .slice(1)
    .map((line) => Number(line.split(",")[0]));
const makeMany = (count: number) =>
  desk.fill(
    (ctx) => ctx.tx.$executeRaw`
      insert into tickets (number, title, description, created_at)
      select n, 'Ticket ' || n, 'Words about it', now() - n * interval '1 minute' from generate_series(1, ${count}::int) n`,
  );
const actions = () =>
  desk.fill(async (ctx) => {
    const rows = await ctx.tx.$queryRaw<{ action: string; payload: Record<string, unknown> }[]>`
      select action, payload from ticket_audit where action like 'EXPORT%' order by created_at, id`;
    return rows;
  });

test("an export is asked for, written, recorded, and the requester hears of it", async () => {
  await makeMany(1_203);
  const id = await order({ columns: ["number", "title"], sort: "number", order: "asc" });
  expect(await run(id)).toBe("completed");
  const job = await load(id);
  expect(job).toMatchObject({
    status: "completed",
    total_records: 1_203,
    written_records: 1_203,
    file_url: `/api/v1/exports/${id}/file`,
    error_message: null,
  });
  expect(job.file_name).toMatch(/^tickets-\d{8}T\d{6}Z\.csv$/);
  const csv = await read(id);
  expect(Number(job.file_size_bytes)).toBe(Buffer.byteLength(csv));
  expect(numbersOf(csv)).toEqual(Array.from({ length: 1_203 }, (_, at) => at + 1));
  expect(await actions()).toMatchObject([
    { action: "EXPORTED", payload: { format: "csv", columns: ["number", "title"], is_masked: false } },
    { action: "EXPORT_COMPLETED", payload: { rows: 1_203 } },
  ]);
  const events = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<{ name: string; data: object }[]>`
      select distinct name, data - 'rows' as data from outbox where name like 'export.%' order by name`,
  );
  const data = { export_id: id, user_id: desk.people.admin.id };
  expect(events).toEqual(
    ["completed", "progressed", "requested"].map((name) => ({ name: `export.${name}`, data })),
  );
  expect(await run(id)).toBe("ended");
});

test("every row shows one instant, whatever happens while the file is written", async () => {
  await makeMany(2_500);
  const id = await order({
    columns: ["number", "status"],
    filters: { status: "NEW" },
    sort: "updated_at",
    order: "asc",
  });
  const select = selecting.selectRows;
  let batches = 0;
  vi.spyOn(selecting, "selectRows").mockImplementation(async function* (ctx, spec) {
    for await (const batch of select(ctx, spec)) {
      batches += 1;
      if (batches === 2)
        await desk.fill(async (other) => {
          // Moved behind the reader, out of the filter, and new.
          await other.tx
            .$executeRaw`update tickets set status = 'OPEN', updated_at = now() where number % 2 = 0`;
          await other.tx
            .$executeRaw`insert into tickets (number, title, description) values (9999, 'Came later', 'x')`;
        });
      yield batch;
    }
  });
  expect(await run(id)).toBe("completed");
  const csv = await read(id);
  expect(batches).toBeGreaterThan(2);
  expect(numbersOf(csv).sort((a, b) => a - b)).toEqual(Array.from({ length: 2_500 }, (_, at) => at + 1));
  expect(csv).not.toContain("OPEN");
  expect((await load(id)).as_of).not.toBeNull();
});

describe("a run that dies", () => {
  test("is followed by one that begins again; the file is whole and of one instant", async () => {
    await makeMany(1_500);
    const id = await order({ columns: ["number"] });
    await desk.fill((ctx) => claimExport(ctx, id, crypto.randomUUID()));
    const dead = await load(id);
    expect(await run(id)).toBe("busy");
    await desk.fill(
      (ctx) =>
        ctx.tx
          .$executeRaw`update ticket_export_jobs set lease_expires_at = now() - interval '1 second', written_records = 700`,
    );
    await makeTicketNumber(1_501);
    expect(await run(id)).toBe("completed");
    const job = await load(id);
    expect(numbersOf(await read(id))).toHaveLength(1_501);
    expect(job).toMatchObject({ attempts: 2, written_records: 1_501 });
    expect(job.file_key).not.toBe(dead.file_key);
  });

  test("and turns out to live still, keeps nothing and changes nothing", async () => {
    await makeMany(1_200);
    const id = await order({ columns: ["number"] });
    const select = selecting.selectRows;
    let isFirst = true;
    vi.spyOn(selecting, "selectRows").mockImplementation(async function* (ctx, spec) {
      const isSlow = isFirst;
      isFirst = false;
      for await (const batch of select(ctx, spec)) {
        yield batch;
        if (!isSlow) continue;
        await desk.fill(
          (other) =>
            other.tx
              .$executeRaw`update ticket_export_jobs set lease_expires_at = now() - interval '1 second'`,
        );
        expect(await run(id)).toBe("completed");
        break;
      }
    });
    expect(await run(id)).toBe("lost");
    expect(numbersOf(await read(id))).toHaveLength(1_200);
    expect(filesIn("files")).toHaveLength(1);
    expect(filesIn("incoming")).toEqual([]);
  });

  test("five times is told to the person who waits", async () => {
    const id = await order();
    await desk.fill((ctx) => ctx.tx.$executeRaw`update ticket_export_jobs set attempts = 5`);
    expect(await run(id)).toBe("ended");
    expect(await load(id)).toMatchObject({
      status: "failed",
      error_message: expect.stringContaining("five times"),
    });
  });

  test("is announced again, as is an order whose event was lost", async () => {
    const id = await order();
    expect(await desk.fill(reviveExports)).toBe(0);
    await desk.fill(
      (ctx) =>
        ctx.tx
          .$executeRaw`update ticket_export_jobs set created_at = now() - interval '5 minutes' where id = ${id}::uuid`,
    );
    expect(await desk.fill(reviveExports)).toBe(1);
    await run(id);
    expect(await desk.fill(reviveExports)).toBe(0);
  });
});

test("cancelled while it runs, it stops and leaves nothing", async () => {
  await makeMany(3_000);
  const id = await order({ columns: ["number"] });
  const select = selecting.selectRows;
  vi.spyOn(selecting, "selectRows").mockImplementation(async function* (ctx, spec) {
    for await (const batch of select(ctx, spec)) {
      yield batch;
      if ((await load(id)).status === "processing") await desk.as("admin", (own) => cancelExport(own, id));
      await new Promise((resolve) => setTimeout(resolve, 600));
    }
  });
  expect(await run(id)).toBe("lost");
  expect((await load(id)).status).toBe("cancelled");
  expect([...filesIn("files"), ...filesIn("incoming")]).toEqual([]);
  await expect(desk.as("admin", (ctx) => cancelExport(ctx, id))).rejects.toThrow("ended already");
});

test("the rights of now decide, not those of the request", async () => {
  const id = await order({}, "ops_agent");
  await desk.fill(
    (ctx) =>
      ctx.tx
        .$executeRaw`update users set deactivated_at = now() where id = ${desk.people.ops_agent.id}::uuid`,
  );
  expect(await run(id)).toBe("failed");
  expect((await load(id)).error_message).toContain("may not export any more");
});

test("a full disk is said in words, and nothing of the file is kept", async () => {
  await makeMany(10);
  const id = await order();
  vi.spyOn(selecting, "selectRows").mockImplementation(async function* () {
    yield [[1]];
    throw Object.assign(new Error("no space"), { code: "ENOSPC" });
  });
  expect(await run(id)).toBe("failed");
  expect((await load(id)).error_message).toContain("no room");
  expect([...filesIn("files"), ...filesIn("incoming")]).toEqual([]);
});

test("files go after a day, and what was cancelled long ago", async () => {
  const id = await order();
  await run(id);
  expect(await desk.fill(listStoredExports)).toEqual([]);
  const tomorrow = new Date(Date.now() + 24 * 3_600_000 + 60_000);
  const stored = await desk.fill(listStoredExports, tomorrow);
  expect(stored).toMatchObject([{ id }]);
  for (const { file_key } of stored) await (await storage()).delete(file_key);
  expect(await desk.fill((ctx) => markDeleted(ctx, stored))).toBe(1);
  expect(await load(id)).toMatchObject({ file_key: null, file_url: null, status: "completed" });
  expect(filesIn("files")).toEqual([]);
  expect((await actions()).map(({ action }) => action)).toContain("EXPORT_DELETED");
});

test("a person has five exports under way at most", async () => {
  for (let count = 0; count < 5; count += 1) await order();
  await expect(order()).rejects.toThrow("5 of your exports are under way");
  await order({}, "finance");
});

async function makeTicketNumber(number: number): Promise<void> {
  await desk.fill((ctx) => makeTicket(ctx, { number }));
}

/** Of this organization, wherever the storage keeps them. */
function filesIn(name: string): string[] {
  try {
    return readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => name === "incoming" || path.includes(desk.organization.id));
  } catch {
    return [];
  }
}
