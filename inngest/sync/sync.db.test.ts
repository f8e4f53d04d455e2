import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningSimulator, startSimulator } from "@/bin/simulators/start";
import { sql } from "@/lib/platform/database/sql";
import { setEnv } from "@/lib/platform/env";
import { createConnection } from "@/lib/sync/connections/create-connection";
import { rotateWebhookSecret } from "@/lib/sync/connections/rotate-webhook-secret";
import { mapCompany } from "@/lib/sync/map-company";
import { readRun } from "@/lib/sync/run-row";
import { type StartRunInput, type SyncRun, startRunInput } from "@/lib/sync/schema";
import { startDueRuns } from "@/lib/sync/start-due-runs";
import { startRun } from "@/lib/sync/start-run";
import { workOnRun } from "@/lib/sync/work-on-run";
import { callRoute } from "@/prisma/seed/call-route";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { runFunction } from "@/prisma/seed/run-functions";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { readCalledTickets } from "./read-called-tickets";
import { runSync } from "./run-sync";

useTestDatabase();
let desk: Desk;
let simulator: RunningSimulator;
let connectionId: string;

beforeAll(async () => {
  setEnv({ SYNC_ALLOW_PRIVATE: "true" });
  simulator = await startSimulator({ vendor: "freshservice", tickets: 130, seed: 3, plan: "unlimited" });
  const unnumbered = simulator.world.directory.companies[1];
  if (unnumbered) unnumbered.account_number = null;
  desk = await makeDesk();
  const { data } = await desk.as("admin", (ctx) =>
    createConnection(ctx, {
      vendor: "freshservice",
      name: "Acme helpdesk",
      base_url: simulator.url,
      key: simulator.keys[0] ?? "",
    }),
  );
  connectionId = data.id;
});
afterAll(() => simulator.stop());

async function start(input: Partial<StartRunInput> = {}): Promise<SyncRun> {
  const { data } = await desk.as("admin", (ctx) =>
    startRun(ctx, startRunInput.parse({ connection_id: connectionId, ...input })),
  );
  return data;
}

const runOf = (id: string) => desk.as("admin", (ctx) => readRun(ctx, id));
const organization = () => desk.organization.id;

async function work(run: SyncRun, options: Parameters<typeof runFunction>[2] = {}): Promise<SyncRun> {
  const data = { organization_id: organization(), run_id: run.id, connection_id: connectionId };
  await runFunction(runSync, { name: "sync.run_requested", data }, options);
  return runOf(run.id);
}

const sync = async (input: Partial<StartRunInput> = {}) => work(await start(input));

type Copy = {
  ticket_id: string;
  external_id: string;
  title: string;
  status: string;
  archived: boolean;
  version: number;
  company_id: string | null;
  resolved_at: Date | null;
  closed_at: Date | null;
  updated_at: Date;
  sla_next_at: Date | null;
  deleted_reason: string | null;
  needs_mapping: boolean;
  conversations_read_at: Date | null;
  company_external_id: string | null;
  messages: string[];
  notes: number;
  minutes: number;
};

async function copies(externalId?: number): Promise<Copy[]> {
  const only = externalId === undefined ? sql`` : sql`where s.external_id = ${String(externalId)}`;
  return desk.fill(
    (ctx) => ctx.tx.$queryRaw<Copy[]>`
      select s.ticket_id, s.external_id, t.title, t.status, t.archived, t.version, t.company_id, t.resolved_at, t.closed_at, t.updated_at,
        t.sla_next_at, s.deleted_reason, s.needs_mapping, s.conversations_read_at, s.company_external_id,
        array(select m.external_id from ticket_messages m where m.ticket_id = t.id order by m.external_id::bigint) as messages,
        (select count(*)::int from ticket_messages m where m.ticket_id = t.id and m.is_internal_note) as notes,
        coalesce((select sum(e.minutes)::int from time_entries e where e.ticket_id = t.id), 0) as minutes
      from ticket_sources s join tickets t on t.id = s.ticket_id ${only} order by s.external_id::int`,
  );
}

async function copy(externalId: number): Promise<Copy> {
  const [only] = await copies(externalId);
  if (!only) throw new Error(`There is no copy of ticket ${externalId}.`);
  return only;
}

/** The copy of every ticket against the simulator's truth. */
async function expectTruth(): Promise<void> {
  const all = (await copies()).filter(({ deleted_reason }) => deleted_reason === null);
  for (const one of all) {
    const truth = simulator.world.ticket(Number(one.external_id));
    const said = simulator.world.conversations(Number(one.external_id));
    const worked = simulator.world.timeEntries(Number(one.external_id));
    expect({ ...one, messages: one.messages.map(Number) }).toMatchObject({
      updated_at: new Date(truth?.updated_at ?? 0),
      messages: said.map(({ id }) => id).toSorted((left, right) => left - right),
      notes: said.filter((entry) => entry.private).length,
      minutes: worked.reduce((sum, entry) => sum + (entry.minutes ?? 0), 0),
      ...(truth?.status === 4 &&
        truth.resolved_at && { status: "RESOLVED", resolved_at: new Date(truth.resolved_at) }),
      ...(truth?.status === 5 &&
        truth.closed_at && { status: "CLOSED", closed_at: new Date(truth.closed_at) }),
      ...(truth?.status === 2 && { status: "OPEN", resolved_at: null, closed_at: null }),
    });
  }
}

/** One whose change leaves the others alone. */
async function someTicket(wanted: (one: Copy) => boolean = () => true): Promise<number> {
  const found = (await copies()).find((one) => one.deleted_reason === null && wanted(one));
  if (!found) throw new Error("No copy is like that.");
  return Number(found.external_id);
}

const calls = () => simulator.calls.report().calls;

test("a whole desk is read in slices by workers that die and are replaced, once", async () => {
  const base = await sync({ kind: "base" });
  expect(base).toMatchObject({ status: "completed", failed_count: 0 });
  const run = await start({ kind: "full", days: null });
  await expect(start()).rejects.toMatchObject({ code: "conflict", details: { run_id: run.id } });
  // Two at a time: one of them finds itself replaced and stores nothing more.
  const slice = () => workOnRun(organization(), run.id, { budgetMs: 0 });
  const outcomes = await Promise.all([slice(), slice()]);
  expect(outcomes.toSorted()).not.toEqual(["ended", "ended"]);
  expect(await slice()).toBe("more");
  const done = await work(run, { crashAfter: ["read-0"] });
  expect(done).toMatchObject({ status: "completed", failed_count: 0, deleted_count: 0 });
  await expectTruth();
  const stored = (await copies()).length;
  expect(done).toMatchObject({ expected_count: stored, read_count: stored, new_count: stored });
  expect(await work(run)).toEqual(done);
});

test("history tells nobody, moves no clock and leaves an audit row of its own time", async () => {
  const [left] = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<{ events: number; notices: number; clocks: number; rows: number }[]>`
      select (select count(*)::int from outbox where name like 'ticket.%') as events, (select count(*)::int from notifications) as notices,
        (select count(*)::int from tickets where is_mirrored and sla_next_at is not null) as clocks,
        (select count(*)::int from ticket_audit where action = 'CREATED' and created_at < now() - interval '1 day') as rows`,
  );
  expect(left).toMatchObject({ events: 0, notices: 0, clocks: 0 });
  expect(left?.rows).toBeGreaterThan(50);
});

test("where nothing changed, one list is asked for and nothing is written", async () => {
  const before = await copies();
  const spent = calls();
  const run = await sync();
  expect(run).toMatchObject({ status: "completed", call_count: 1, new_count: 0, changed_count: 0 });
  expect(calls() - spent).toBe(1);
  expect(await copies()).toEqual(before);
});

describe("changes at the vendor", () => {
  test("are read with their conversations and hours; a reopened ticket has no end any more", async () => {
    const [closed, open] = [
      await someTicket(({ status }) => status === "CLOSED"),
      await someTicket(({ status }) => status === "OPEN"),
    ];
    simulator.changes.make("reopen", closed);
    simulator.changes.make("note", open);
    simulator.changes.make("time_entry", open);
    const run = await sync();
    expect(run).toMatchObject({ status: "completed", changed_count: 2, failed_count: 0 });
    expect(await copy(closed)).toMatchObject({ status: "OPEN", resolved_at: null, closed_at: null });
    await expectTruth();
  });

  test("what is taken away or edited there is so here", async () => {
    const id = await someTicket(({ messages }) => messages.length > 2);
    const [first, ...rest] = simulator.world.conversations(id);
    if (!first) throw new Error("It has no conversation.");
    simulator.world.setConversations(id, [{ ...first, body: "<p>Quite other wörds</p>" }, ...rest.slice(1)]);
    simulator.changes.make("edit", id);
    await sync();
    await expectTruth();
    const found = await desk.fill(
      (ctx) => ctx.tx.$queryRaw<{ id: string }[]>`select id from search_ticket_hits('wörds', true)`,
    );
    expect(found.map((hit) => hit.id)).toContain((await copy(id)).ticket_id);
  });

  test("a deleted ticket leaves the lists only after a look at it, and comes back with it", async () => {
    const [deleted, purged] = [await someTicket(), await someTicket(({ status }) => status === "CLOSED")];
    const edited = await someTicket(({ external_id }) => ![deleted, purged].includes(Number(external_id)));
    simulator.changes.make("delete", deleted);
    simulator.changes.make("edit", edited);
    expect(await sync()).toMatchObject({ deleted_count: 1 });
    expect(await copy(deleted)).toMatchObject({ archived: true, deleted_reason: "deleted" });
    simulator.changes.make("restore", deleted);
    simulator.changes.make("purge", purged);
    expect(await sync({ kind: "full", days: null })).toMatchObject({ deleted_count: 1, changed_count: 1 });
    expect(await copy(deleted)).toMatchObject({ archived: false, deleted_reason: null });
    expect(await copy(purged)).toMatchObject({ archived: true, deleted_reason: "missing" });
  });

  test("a deletion is seen though nothing else changed, by one look an hour", async () => {
    const id = await someTicket();
    simulator.changes.make("delete", id);
    expect(await sync()).toMatchObject({ deleted_count: 0, changed_count: 0 });
    await desk.fill(
      (ctx) => ctx.tx.$executeRaw`update sync_connections set deletions_read_at = now() - interval '1 hour'`,
    );
    expect(await sync({ kind: "closures" })).toMatchObject({ deleted_count: 1 });
    expect(await copy(id)).toMatchObject({ archived: true, deleted_reason: "deleted" });
    simulator.changes.make("restore", id);
    expect(await sync()).toMatchObject({ changed_count: 1 });
  });

  test("a ticket that was merged away leaves the lists with all that was said", async () => {
    const [id, into] = [
      await someTicket(({ status }) => status === "OPEN"),
      await someTicket(({ status }) => status === "CLOSED"),
    ];
    simulator.changes.make("merge", id, { merged_into: into });
    expect(await sync()).toMatchObject({ deleted_count: 1, changed_count: 1 });
    const merged = { archived: true, deleted_reason: "merged", status: "CLOSED" };
    expect(await copy(id)).toMatchObject(merged);
    expect(await sync({ kind: "closures" })).toMatchObject({ changed_count: 0 });
    expect(await copy(id)).toMatchObject(merged);
  });

  test("a read that fails leaves the copy, is listed, and is made up for by the next run", async () => {
    const id = await someTicket(({ messages }) => messages.length > 1);
    const before = await copy(id);
    const said = simulator.world.conversations(id);
    simulator.world.setConversations(id, [...said, { ...said[0], id: null } as never]);
    simulator.changes.make("edit", id, { subject: "Changed while half of it cannot be read" });
    const failed = await sync();
    expect(failed).toMatchObject({ status: "partial", failed_count: 1 });
    expect(await copy(id)).toMatchObject({
      title: "Changed while half of it cannot be read",
      messages: before.messages,
      minutes: before.minutes,
    });
    simulator.world.setConversations(id, said);
    expect(await sync()).toMatchObject({ status: "completed", failed_count: 0 });
    const open = await desk.fill(
      (ctx) =>
        ctx.tx.$queryRaw`select id from sync_failures where resolved_at is null and resource <> 'time_entry'`,
    );
    expect(open).toEqual([]);
  });
});

test("a ticket of a company without an account number is stored and waits for a mapping", async () => {
  const id = await someTicket(({ needs_mapping }) => needs_mapping);
  const { company_external_id } = await copy(id);
  expect(await copy(id)).toMatchObject({ company_id: null });
  const { data } = await desk.as("admin", (ctx) =>
    mapCompany(ctx, {
      connection_id: connectionId,
      external_id: company_external_id ?? "",
      account_number: "ACME001",
    }),
  );
  expect(data).toMatchObject({ needs_mapping: false, account_number: null });
  expect(await copy(id)).toMatchObject({ company_id: data.company_id, needs_mapping: false });
  expect(await sync()).toMatchObject({ changed_count: 0 });
});

test("the nightly check finds what differs in silence, lists it and repairs it", async () => {
  // What changed while the check runs is read as a change, so the ticket is the newest of those at rest.
  const [newest] = (await copies())
    .filter((each) => each.deleted_reason === null && each.updated_at.getTime() < Date.now() - 3_600_000)
    .toSorted((left, right) => right.updated_at.getTime() - left.updated_at.getTime());
  const id = Number(newest?.external_id);
  await desk.fill(async (ctx) => {
    await ctx.tx.$queryRaw`select set_config('app.ticket_override', 'import', true)`;
    await ctx.tx
      .$executeRaw`update tickets set title = 'Nobody said this' where id = ${newest?.ticket_id}::uuid`;
  });
  const entries = simulator.world.timeEntries(id);
  simulator.world.setTimeEntries(id, entries.slice(1));
  const run = await sync({ kind: "drift" });
  expect(run).toMatchObject({ status: "completed", failed_count: 0 });
  await expectTruth();
  const drifts = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<
      { kind: string; detail: { fields?: { field: string }[] }; repaired_at: Date | null }[]
    >`
      select kind, detail, repaired_at from sync_drifts where external_id = ${String(id)}`,
  );
  expect(drifts).toMatchObject([{ kind: "differs", repaired_at: expect.any(Date) }]);
  expect(drifts[0]?.detail.fields?.map(({ field }) => field)).toContain("title");
});

describe("calls of the vendor", () => {
  let secret: string;
  beforeAll(async () => {
    secret = (await desk.as("admin", (ctx) => rotateWebhookSecret(ctx, connectionId))).secret;
    await desk.fill((ctx) => ctx.tx.$executeRaw`update sync_connections set is_active = true`);
  });
  const post = async (body: unknown, given = secret) => {
    const response = await callRoute("POST", "/sync-webhooks/ticket", {
      body,
      headers: { "x-webhook-secret": given },
      address: "/webhooks/freshservice/ticket",
    });
    return { status: response.status, body: await response.json() };
  };

  test("are answered as documented, whatever is wrong with them", async () => {
    expect(await post({ ticket_id: 1 }, "wrong")).toMatchObject({
      status: 401,
      body: { error: expect.any(String) },
    });
    expect(await post("no json")).toMatchObject({ status: 400 });
    expect(await post({ event: "ticket.updated" })).toMatchObject({ status: 400 });
    expect(await post({ event: "ticket.deleted", ticket_id: 999_999 })).toMatchObject({
      status: 200,
      body: { status: "ignored", provider: "freshservice", ticket_id: 999_999 },
    });
  });

  test("have the ticket read again; repeated and older ones are ignored", async () => {
    const id = await someTicket();
    simulator.changes.make("edit", id, { subject: "Told by a call" });
    const updated_at = new Date(simulator.world.ticket(id)?.updated_at ?? 0).toISOString();
    const call = { event: "ticket.updated", ticket_id: id, subject: "Told by a call", updated_at };
    expect(await post(call)).toEqual({
      status: 200,
      body: { ticket_id: id, provider: "freshservice", status: "updated", changes: ["subject"] },
    });
    expect(await post(call)).toMatchObject({ status: 200, body: { status: "ignored" } });
    expect(await post({ ...call, subject: "Old", updated_at: "2020-01-01T00:00:00Z" })).toMatchObject({
      body: { status: "ignored" },
    });
    const created = simulator.changes.make("create");
    expect(await post({ event: "ticket.created", ticket_id: created?.ticket_id })).toMatchObject({
      status: 201,
    });
    const ids = { organization_id: organization(), connection_id: connectionId };
    const heard = await runFunction(readCalledTickets, { name: "sync.webhook_received", data: ids });
    const run = await work(await runOf((heard.output as { run_id: string }).run_id));
    expect(run).toMatchObject({
      kind: "webhook",
      status: "completed",
      read_count: 2,
      new_count: 1,
      changed_count: 1,
    });
    expect(await copy(id)).toMatchObject({ title: "Told by a call" });
    const again = await runFunction(readCalledTickets, { name: "sync.webhook_received", data: ids });
    expect(again.output).toEqual({ run_id: null });
  });
});

test("the schedule starts what fell due, once, and never two readers of one desk", async () => {
  await desk.fill(
    (ctx) => ctx.tx.$executeRaw`update sync_connections set schedules_checked_at = now() - interval '3 days'`,
  );
  expect(await desk.fill(startDueRuns)).toEqual({ started: 3, revived: 0 });
  expect(await desk.fill(startDueRuns)).toEqual({ started: 0, revived: 0 });
  const open = await desk.fill(
    (ctx) =>
      ctx.tx.$queryRaw<{ kind: string }[]>`select kind from sync_runs where status = 'queued' order by kind`,
  );
  expect(open.map(({ kind }) => kind)).toEqual(["base", "drift", "incremental"]);
});
