import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { setEnv } from "@/lib/platform/env";
import { type Desk, makeDesk, withOwner } from "@/prisma/seed/desk";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { analyzeFile } from "./analyze-file";
import { claimImport } from "./claim-import";
import { continueImport } from "./continue-import";
import { createImport } from "./create-import";
import { measureFile } from "./import-files";
import { type ImportJob, loadImport } from "./import-job";
import { openRejects } from "./open-rejects";
import { type RunOptions, runImport } from "./run-import";
import type { ImportMapping, OnDuplicate } from "./schema";
import { startImport } from "./start-import";

useTestDatabase();
let folder: string;
let desk: Desk;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "docket-imports-"));
  setEnv({ DATA_DIR: folder });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  desk = await makeDesk();
});

type Choices = { onDuplicate?: OnDuplicate; mapping?: Partial<ImportMapping>; name?: string };

async function draft(
  text: string,
  { onDuplicate = "skip", mapping = {}, name = "tickets.csv" }: Choices = {},
): Promise<string> {
  const path = join(folder, `${crypto.randomUUID()}-${name}`);
  writeFileSync(path, text);
  const id = crypto.randomUUID();
  const analyzed = await analyzeFile(path);
  Object.assign(analyzed.mapping, mapping);
  const file = await measureFile(path);
  await desk.as("admin", (ctx) => createImport(ctx, { id, file_name: name, file, analyzed }));
  await desk.as(
    "admin",
    (ctx) => ctx.tx.$executeRaw`update import_jobs set on_duplicate = ${onDuplicate} where id = ${id}::uuid`,
  );
  return id;
}

async function claim(id: string): Promise<RunOptions> {
  const holder = crypto.randomUUID();
  await desk.as("admin", (ctx) => claimImport(ctx, id, holder));
  return { organizationId: desk.organization.id, jobId: id, holder };
}

const load = (id: string): Promise<ImportJob> => desk.as("admin", (ctx) => loadImport(ctx, id));
const counts = ({ created_count, updated_count, skipped_count, rejected_count, row_offset }: ImportJob) => [
  row_offset,
  created_count,
  updated_count,
  skipped_count,
  rejected_count,
];

async function importText(text: string, choices?: Choices): Promise<ImportJob> {
  const id = await draft(text, choices);
  await runImport(await claim(id));
  return load(id);
}

type Row = {
  external_id: string;
  title: string;
  status: string;
  priority: string;
  metadata: Record<string, unknown>;
};
const tickets = () =>
  desk.fill(
    (ctx) =>
      ctx.tx.$queryRaw<
        Row[]
      >`select external_id, title, status, priority, metadata from tickets order by number`,
  );

function many(count: number, from = 0): string {
  const rows = Array.from(
    { length: count },
    (_, at) => `T-${from + at},Ticket number ${from + at} of many,Open`,
  );
  return `id,subject,status\n${rows.join("\n")}\n`;
}

test("rows become tickets with number, queue, search words, audit and SLA", async () => {
  const job = await importText(
    "Ticket ID,Subject,Description,Status,Priority,Created At,Resolved At,Assignee,Requester Email,Labels,Region\n" +
      `7,Zebra printer jams,It jams daily,Solved,Urgent,2026-03-01T10:00:00Z,2026-03-02T10:00:00Z,${desk.people.ops_agent.email},kim@example.com,"Print, HQ",North\n`,
  );
  expect(job).toMatchObject({ status: "completed", created_count: 1, error_message: null });
  const [ticket] = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<Record<string, unknown>[]>`
      select t.*, r.email as requester_email from tickets t left join requesters r on r.id = t.requester_id
      where t.id in (select search_ticket_ids('zebra', false))`,
  );
  expect(ticket).toMatchObject({
    number: 1,
    external_id: "7",
    source: "import",
    status: "RESOLVED",
    priority: "CRITICAL",
    owner_id: desk.people.ops_agent.id,
    owner_role: "ops_agent",
    requester_email: "kim@example.com",
    tags: ["print", "hq"],
    resolved_at: new Date("2026-03-02T10:00:00Z"),
    sla_due_at: new Date("2026-03-01T14:00:00Z"),
    response_due_at: new Date("2026-03-01T10:30:00Z"),
    metadata: { region: "North", status: "Solved", priority: "Urgent" },
  });
  const { audit } = await desk.trail({ id: String(ticket?.id) });
  expect(audit).toMatchObject([
    {
      action: "CREATED",
      actor_id: null,
      payload: { status: "NEW", priority: "CRITICAL", import_job_id: job.id },
    },
    { action: "STATUS_CHANGED", payload: { old_status: "NEW", new_status: "RESOLVED", source: "import" } },
  ]);
});

test("a log of events becomes tickets with their history, sorted by ticket or by time alike", async () => {
  const events = [
    "A,New,3 - Moderate,Group 1,01/03/2016 08:00,01/03/2016 08:00,0,ann",
    "A,Active,3 - Moderate,Group 2,01/03/2016 08:00,01/03/2016 09:00,1,bob",
    "A,Active,1 - Critical,Group 2,01/03/2016 08:00,01/03/2016 10:00,2,bob",
    "A,Closed,1 - Critical,?,01/03/2016 08:00,15/03/2016 10:00,3,eve",
    "B,New,4 - Low,Group 9,02/03/2016 08:00,02/03/2016 08:30,0,ann",
    "B,Awaiting User Info,4 - Low,Group 9,02/03/2016 08:00,02/03/2016 08:45,1,ann",
  ];
  const header =
    "number,state,priority,assignment_group,opened_at,sys_updated_at,sys_mod_count,sys_updated_by";
  for (const [index, order] of [events, [0, 4, 1, 5, 2, 3].map((at) => events[at] ?? "")].entries()) {
    const job = await importText(`${header}\n${order.join("\n")}\n`, { mapping: { source: `log-${index}` } });
    expect(counts(job)).toEqual([6, 2, 0, 0, 0]);
    const rows = (await tickets()).slice(-2);
    expect(rows).toMatchObject([
      { external_id: "A", status: "CLOSED", priority: "CRITICAL" },
      {
        external_id: "B",
        status: "AWAITING_SHIPPER",
        priority: "LOW",
        metadata: { assignment_group: "Group 9" },
      },
    ]);
    expect(rows[0]?.metadata).not.toHaveProperty("assignment_group");
    const history = await desk.fill(
      (ctx) => ctx.tx.$queryRaw<{ line: string }[]>`
        select a.action || ' ' || to_char(a.created_at at time zone 'UTC', 'DD HH24:MI') || ' ' || coalesce(a.payload ->> 'new_status',
          a.payload ->> 'new_priority', a.payload ->> 'new', '-') as line
        from ticket_audit a join tickets t on t.id = a.ticket_id
        where t.external_id = 'A' and t.source = ${`log-${index}`} order by a.created_at, a.id`,
    );
    expect(history.map(({ line }) => line)).toEqual([
      "CREATED 01 08:00 -",
      "STATUS_CHANGED 01 09:00 IN_PROGRESS",
      "FIELD_CHANGED 01 09:00 Group 2",
      "PRIORITY_CHANGED 01 10:00 CRITICAL",
      "STATUS_CHANGED 15 10:00 CLOSED",
      "FIELD_CHANGED 15 10:00 -",
    ]);
  }
});

test("the same events again add nothing, later ones continue the ticket", async () => {
  const header = "number,state,opened_at,sys_updated_at";
  const first = `${header}\nA,New,2016-03-01 08:00,2016-03-01 08:00\nA,Active,2016-03-01 08:00,2016-03-01 09:00\n`;
  await importText(first);
  const again = await importText(first, { onDuplicate: "update" });
  expect(counts(again)).toEqual([2, 0, 0, 0, 0]);
  const more = await importText(`${first}A,Resolved,2016-03-01 08:00,2016-03-01 12:00\n`, {
    onDuplicate: "update",
  });
  expect(counts(more)).toEqual([3, 0, 1, 0, 0]);
  const [ticket] = await tickets();
  expect(ticket).toMatchObject({ status: "RESOLVED" });
  const changed = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<{ to: string }[]>`
      select payload ->> 'new_status' as to from ticket_audit where action = 'STATUS_CHANGED' order by created_at, id`,
  );
  expect(changed.map(({ to }) => to)).toEqual(["IN_PROGRESS", "RESOLVED"]);
});

test("duplicates are skipped, updated or stop the import, as chosen", async () => {
  await importText("id,subject,status\nX,The first wording here,Open\n");
  const text =
    "id,subject,status\nY,A ticket of its own,Open\nX,The second wording here,Closed\nX,The third wording here,\n";
  expect(counts(await importText(text, { onDuplicate: "skip" }))).toEqual([3, 1, 0, 2, 0]);
  const failed = await importText(text.replace("Y,", "Z,"), { onDuplicate: "fail" });
  expect(failed).toMatchObject({ status: "failed", created_count: 0 });
  expect(failed.error_message).toContain("Line 3");
  expect(counts(await importText(text, { onDuplicate: "update" }))).toEqual([3, 0, 2, 0, 0]);
  const rows = await tickets();
  expect(rows.map((row) => [row.external_id, row.title])).toEqual([
    ["X", "The third wording here"],
    ["Y", "A ticket of its own"],
  ]);
});

test("a failed import continues where it stopped once duplicates may be skipped", async () => {
  await importText("id,subject\nT-1500,Was here before all others\n");
  const id = await draft(many(3000), { onDuplicate: "fail" });
  expect(await runImport(await claim(id))).toBe("failed");
  const stopped = await load(id);
  // Whole batches before the row that was refused are kept, nothing after them.
  expect(stopped.row_offset).toBe(1500);
  expect(counts(stopped)[1]).toBe(stopped.row_offset);
  await desk.as(
    "admin",
    (ctx) => ctx.tx.$executeRaw`update import_jobs set on_duplicate = 'skip' where id = ${id}::uuid`,
  );
  await desk.as("admin", (ctx) => startImport(ctx, id));
  await continueImport(desk.organization.id, id);
  expect(counts(await load(id))).toEqual([3000, 2999, 0, 1, 0]);
  expect(await tickets()).toHaveLength(3000);
});

test("bad rows are kept with line and reason; corrected and imported again nothing is lost", async () => {
  const header = "id,subject,created_at";
  const job = await importText(
    `${header}\n1,The first good ticket,2026-01-01\n2,Not a date in this one,2026-13-45\n3,too,many,values\n4\n5,The "last" good ticket,2026-01-05\n`,
    { mapping: { short_rows: "reject" } },
  );
  expect(counts(job)).toEqual([5, 2, 0, 0, 3]);
  const answer = await desk.as("admin", (ctx) => openRejects(ctx, job.id, { format: "file" }));
  const rejects = await answer.text();
  expect(rejects.split("\r\n")).toEqual([
    "reject_reason,id,subject,created_at",
    "Line 3: created_at: “2026-13-45” is not a date written as 2026-11-21 14:30.,2,Not a date in this one,2026-13-45",
    "Line 4: The row has 4 values for 3 columns: a delimiter or quotation mark is out of place.,3,too,many,values",
    "Line 5: The row has 1 values for 3 columns: it was cut off.,4",
    "",
  ]);
  const corrected = rejects
    .replace("2026-13-45\r", "2026-01-02\r")
    .replace("3,too,many,values", "3,Two commas too many,2026-01-03")
    .replace("cut off.,4\r", "cut off.,4,The one that was cut off,2026-01-04\r");
  expect(counts(await importText(corrected))).toEqual([3, 3, 0, 0, 0]);
  expect((await tickets()).map((row) => row.external_id).sort()).toEqual(["1", "2", "3", "4", "5"]);
});

test("what only the database refuses costs that row alone", async () => {
  const rows = many(1200).replace(
    "T-777,Ticket number 777 of many,Open",
    "T-777,Ticket number 777 of many,Poison",
  );
  const mapping = (await analyzeMapping(rows)).mapping;
  const job = await importText(rows, {
    mapping: {
      values: { ...mapping.values, status: { ...mapping.values.status, Poison: "NOWHERE" as never } },
    },
  });
  expect(counts(job)).toEqual([1200, 1199, 0, 0, 1]);
  const [reject] = await desk.fill(
    (ctx) =>
      ctx.tx.$queryRaw<
        { line_number: bigint; reason: string }[]
      >`select line_number, reason from import_rejects`,
  );
  expect(Number(reject?.line_number)).toBe(779);
  expect(reject?.reason).toContain("database refuses");
});

async function analyzeMapping(text: string) {
  const path = join(folder, "probe.csv");
  writeFileSync(path, text);
  return analyzeFile(path);
}

test("a full disk costs no row: the import says so, and goes on once there is room", async () => {
  const fill = (statement: string) => withOwner((owner) => owner.query(statement));
  await fill(`create function disk_is_full() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$`);
  await fill(
    "create trigger disk_is_full before insert on tickets for each row when (new.external_id = 'T-1100') execute function disk_is_full()",
  );
  const id = await draft(many(2000));
  expect(await runImport(await claim(id))).toBe("failed");
  const stopped = await load(id);
  expect(stopped).toMatchObject({
    status: "failed",
    row_offset: 1000,
    created_count: 1000,
    rejected_count: 0,
  });
  expect(stopped.error_message).toContain("disk is full");
  await fill("drop trigger disk_is_full on tickets");
  await desk.as("admin", (ctx) => startImport(ctx, id));
  await continueImport(desk.organization.id, id);
  expect(counts(await load(id))).toEqual([2000, 2000, 0, 0, 0]);
  expect(await tickets()).toHaveLength(2000);
});

test("killed between batches, it goes on without losing or repeating a row, ids or not", async () => {
  for (const text of [
    many(5000),
    many(5000, 10_000)
      .replace(/^T-\d+,/gm, "")
      .replace("id,", ""),
  ]) {
    const id = await draft(text);
    const before = (await tickets()).length;
    const dying = await claim(id);
    const stop = new AbortController();
    await runImport({ ...dying, signal: stop.signal, onProgress: () => stop.abort() });
    const half = await load(id);
    expect(half.row_offset).toBeGreaterThan(0);
    expect(half.row_offset).toBeLessThan(5000);
    expect(await tickets()).toHaveLength(before + half.created_count);
    await runImport(await claim(id));
    expect(counts(await load(id))).toEqual([5000, 5000, 0, 0, 0]);
    expect(await tickets()).toHaveLength(before + 5000);
  }
});

test("a runner that lost its lease stores nothing more, and two never work on one job", async () => {
  const id = await draft(many(4000));
  const slow = await claim(id);
  await expect(claim(id)).rejects.toThrow("Another process");
  await desk.fill(
    (ctx) => ctx.tx.$executeRaw`update import_jobs set lease_expires_at = now() - interval '1 second'`,
  );
  const fast = await claim(id);
  const outcomes = await Promise.all([runImport(slow), runImport(fast)]);
  expect(outcomes).toEqual(["lost", "completed"]);
  expect(counts(await load(id))).toEqual([4000, 4000, 0, 0, 0]);
  expect(await tickets()).toHaveLength(4000);
});

test("of two background runners at once one has the file, and the other is told so", async () => {
  const id = await draft(many(1500));
  await desk.as("admin", (ctx) => startImport(ctx, id));
  const run = () => continueImport(desk.organization.id, id);
  expect((await Promise.all([run(), run()])).toSorted()).toEqual(["busy", "completed"]);
  expect(await run()).toBe("ended");
  expect(await load(id)).toMatchObject({ status: "completed", created_count: 1500 });
  expect(await tickets()).toHaveLength(1500);
});

test("two imports of the same tickets at once end, and store each ticket once", async () => {
  const ids = [
    await draft(many(3000)),
    await draft(many(3000).split("\n").toSpliced(1, 0, "T-9999,Another first line,Open").join("\n")),
  ];
  const claims = [];
  for (const id of ids) claims.push(await claim(id));
  await Promise.all(claims.map(runImport));
  const jobs = [];
  for (const id of ids) jobs.push(await load(id));
  expect(jobs.map((job) => job.status)).toEqual(["completed", "completed"]);
  expect(jobs.reduce((sum, job) => sum + job.created_count, 0)).toBe(3001);
  expect(await tickets()).toHaveLength(3001);
});

test("JSON of nested objects, arrays and unknown names", async () => {
  const rows = [
    {
      id: 1,
      subject: "Nested and with labels",
      labels: ["a", "B"],
      requester: { email: "x@example.com" },
      custom: { deep: [1, { two: 2 }] },
    },
    { id: 2, subject: "With a name the others lack", later: "kept" },
  ];
  const job = await importText(JSON.stringify(rows), { name: "tickets.json" });
  expect(counts(job)).toEqual([2, 2, 0, 0, 0]);
  expect(await tickets()).toMatchObject([
    { metadata: { custom_deep: [1, { two: 2 }] } },
    { metadata: { later: "kept" } },
  ]);
});

test("texts that PostgreSQL cannot store, and very long ones, still arrive", async () => {
  const title = `Broken \uD800 and \u0000 zero `.padEnd(700, "x");
  const job = await importText(JSON.stringify([{ id: 1, subject: title, extra: "\u0000" }]), {
    name: "tickets.json",
  });
  expect(counts(job)).toEqual([1, 1, 0, 0, 0]);
  const [row] = await desk.fill(
    (ctx) =>
      ctx.tx.$queryRaw<{ title: string; description: string }[]>`select title, description from tickets`,
  );
  expect(row?.title).toHaveLength(500);
  expect(row?.description).toContain("xxx");
});
