import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getClosureSeries } from "@/lib/closures/get-closure-series";
import { getClosures } from "@/lib/closures/get-closures";
import { recountClosures } from "@/lib/closures/recount-closures";
import { closureSeriesQuery, closuresQuery } from "@/lib/closures/schema";
import { setEnv } from "@/lib/platform/env";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeUser } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { analyzeFile } from "./analyze-file";
import { claimImport } from "./claim-import";
import { createImport } from "./create-import";
import { measureFile } from "./import-files";
import { type ImportJob, loadImport } from "./import-job";
import { runImport } from "./run-import";

/** Real data lies beside the project and never inside it; CI must have it. */
const shared = resolve(import.meta.dirname, "../../../shared/data");
const hasData = existsSync(shared);
if (!hasData && process.env.CI) throw new Error(`The real data in ${shared} is missing.`);
const describeReal = describe.runIf(hasData);

/** One of the people of the incident log who has an account here; all others closed their tickets as nobody. */
const resolver = "Resolver 17";

useTestDatabase();
let desk: Desk;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "docket-imports-"));
  setEnv({ DATA_DIR: folder });
  desk = await makeDesk();
  await desk.fill((ctx) => makeUser(ctx, "ops_agent", { name: resolver }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function importFile(path: string, source: string): Promise<ImportJob> {
  const id = crypto.randomUUID();
  const holder = crypto.randomUUID();
  const analyzed = await analyzeFile(path);
  analyzed.mapping.source = source;
  const file = await measureFile(path);
  await desk.as("admin", (ctx) => createImport(ctx, { id, file_name: source, file, analyzed }));
  await desk.as("admin", (ctx) => claimImport(ctx, id, holder));
  await runImport({ organizationId: desk.organization.id, jobId: id, holder });
  return desk.as("admin", (ctx) => loadImport(ctx, id));
}

async function query<Row extends object>(text: TemplateStringsArray, ...values: unknown[]): Promise<Row[]> {
  return desk.fill((ctx) => ctx.tx.$queryRaw<Row[]>(text, ...values));
}

const slow = 180_000;

describeReal(`real files${hasData ? "" : " (skipped: the shared data folder is not here)"}`, () => {
  test(
    "every request of the IT file becomes a ticket",
    async () => {
      const job = await importFile(join(shared, "it_tickets/tickets.csv"), "it");
      expect(job).toMatchObject({
        status: "completed",
        row_offset: 3767,
        created_count: 3767,
        rejected_count: 0,
      });
      const [facts] = await query<{ untitled: bigint; longest: number; low: bigint }>`
        select count(*) filter (where trim(title) = '') as untitled, max(length(description)) as longest,
          count(*) filter (where priority = 'LOW') as low from tickets where source = 'it'`;
      expect(facts).toMatchObject({ untitled: 0n, longest: 6670 });
      const [derived] = await query<{ count: bigint }>`
        select count(*) from tickets where source = 'it' and (title like '%…' or title = description)`;
      expect(Number(derived?.count)).toBeGreaterThanOrEqual(76);
    },
    slow,
  );

  test("the incident log counted here gives the independently computed figures", () => {
    const { top10_assignment_group_final: top10, sla_met_pct: _, ...expected } = readExpected();
    const { by_group, ...figures } = countIncidents(readIncidentLog());
    expect(figures).toEqual(expected);
    expect(by_group).toMatchObject(top10);
  });

  test(
    "every eighth incident of the log, imported, gives the figures counted from its lines",
    async () => {
      const [head, ...lines] = readIncidentLog();
      const sample = [
        head ?? "",
        ...lines.filter((line) => Number(line.slice(3, line.indexOf(","))) % 8 === 7),
      ];
      const path = join(folder, "incidents.csv.gz");
      writeFileSync(path, gzipSync(sample.join("\r\n")));
      const job = await importFile(path, "servicenow");
      const {
        events,
        by_group,
        by_priority,
        opened_by_month,
        opened_by_hour,
        opened_by_weekday_mon0,
        ...counted
      } = countIncidents(sample);
      expect(job).toMatchObject({
        row_offset: events,
        created_count: counted.incidents,
        rejected_count: 0,
      });
      expect(await totals()).toEqual(counted);
      expect(await openedBy("YYYY-MM")).toEqual(opened_by_month);
      expect(await openedBy("FMHH24")).toEqual(opened_by_hour);
      expect(await openedByWeekday()).toEqual(opened_by_weekday_mon0);
      expect(await byPriority()).toEqual(by_priority);
      expect(await byGroup()).toEqual(by_group);
    },
    slow,
  );

  test(
    "its closures are those that the file itself counts, by hour and by person",
    async () => {
      await desk.fill(recountClosures);
      const counted = countClosures(join(folder, "incidents.csv.gz"));
      const range = { from: "2016-02-01", to: "2017-12-31" };
      const series = await desk.as("ops_manager", (ctx) =>
        getClosureSeries(ctx, closureSeriesQuery.parse({ ...range, by: "hour" })),
      );
      const hours = series.data.points.filter((point) => point.tickets_closed > 0);
      expect(
        Object.fromEntries(hours.map((point) => [`${point.date} ${point.hour}`, point.tickets_closed])),
      ).toEqual(counted.byHour);
      const { data } = await desk.as("ops_manager", (ctx) => getClosures(ctx, closuresQuery.parse(range)));
      expect(data.total_closed).toBe(counted.total);
      expect(data.people.find(({ name }) => name === resolver)?.tickets_closed).toBe(counted.ofResolver);
    },
    slow,
  );

  test("its history is on the timeline at the source's own times", async () => {
    const rows = await query<{ entry: string }>`
      select to_char(a.created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI ') || coalesce(a.payload ->> 'new_status', a.action) as entry
      from ticket_audit a join tickets t on t.id = a.ticket_id
      where t.external_id = 'INC0000047' and a.action <> 'FIELD_CHANGED' order by a.created_at, a.id`;
    expect(rows.map((row) => row.entry)).toEqual([
      "2016-02-29 04:40 CREATED",
      "2016-02-29 05:30 IN_PROGRESS",
      "2016-03-01 09:14 AWAITING_SHIPPER",
      "2016-03-01 09:52 RESOLVED",
      "2016-03-06 10:00 CLOSED",
    ]);
  });
});

function readExpected(): Record<string, unknown> & { top10_assignment_group_final: object } {
  return JSON.parse(readFileSync(join(shared, "servicenow_incidents/expected_aggregates.json"), "utf8"));
}

/** Its lines, the names of the columns first; no value of this file holds a comma or a quote. */
function readIncidentLog(): string[] {
  const packed = readFileSync(join(shared, "servicenow_incidents/incident_event_log.csv.gz"));
  return gunzipSync(packed).toString("utf8").trim().split(/\r?\n/);
}

type Incident = Record<string, string>;

/** From the last line of every incident, by plain arithmetic that shares nothing with the import. */
function countIncidents([head = "", ...lines]: readonly string[]) {
  const names = head.split(",");
  const incidents = new Map<string, Incident>();
  for (const line of lines) {
    const values = line.split(",");
    incidents.set(values[0] ?? "", Object.fromEntries(names.map((name, at) => [name, values[at] ?? ""])));
  }
  const all = [...incidents.values()];
  const closed = all.filter((each) => each.incident_state === "Closed");
  const resolved = closed.filter((each) => each.resolved_at !== "?");
  const number = (name: string) => all.map((each) => Number(each[name]));
  const minutes = sorted(resolved.map(minutesToResolve));
  const opened = all.map((each) => new Date(instant(each.opened_at)));
  return {
    incidents: all.length,
    events: lines.length,
    closed: closed.length,
    with_resolved_at: resolved.length,
    sla_met: closed.filter(metSla).length,
    reopened: number("reopen_count").filter((count) => count > 0).length,
    reassigned_1plus: number("reassignment_count").filter((count) => count > 0).length,
    reassignments_total: number("reassignment_count").reduce((sum, count) => sum + count, 0),
    resolution_minutes: {
      mean: rounded(minutes.reduce((sum, each) => sum + each, 0) / minutes.length, 2),
      median: quantile(minutes, 0.5),
      p90_linear: rounded(quantile(minutes, 0.9), 1),
    },
    opened_by_month: tally(opened, (at) => at.toISOString().slice(0, 7)),
    opened_by_hour: tally(opened, (at) => String(at.getUTCHours())),
    opened_by_weekday_mon0: tally(opened, (at) => String((at.getUTCDay() + 6) % 7)),
    by_priority: groupFigures(closed, "priority", (group) => ({
      median_resolution_minutes: quantile(
        sorted(group.filter((each) => each.resolved_at !== "?").map(minutesToResolve)),
        0.5,
      ),
    })),
    by_group: groupFigures(closed, "assignment_group", () => ({})),
  };
}

function groupFigures(closed: Incident[], name: string, more: (group: Incident[]) => object) {
  const groups = Object.groupBy(closed, (each) => each[name] ?? "");
  return Object.fromEntries(
    Object.entries(groups).map(([key, group = []]) => [
      key,
      { closed: group.length, sla_met: group.filter(metSla).length, ...more(group) },
    ]),
  );
}

function metSla(incident: Incident): boolean {
  return incident.made_sla === "true";
}

function minutesToResolve(incident: Incident): number {
  return (instant(incident.resolved_at) - instant(incident.opened_at)) / 60_000;
}

/** `29/2/2016 01:16`, day first. */
function instant(text = ""): number {
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = text.split(/[/ :]/).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute);
}

function sorted(values: number[]): number[] {
  return values.sort((one, other) => one - other);
}

function quantile(values: number[], share: number): number {
  const at = (values.length - 1) * share;
  const [low = 0, high = 0] = [values[Math.floor(at)], values[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function tally(instants: Date[], name: (instant: Date) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const each of instants) counts[name(each)] = (counts[name(each)] ?? 0) + 1;
  return counts;
}

/** At the last line of each incident: resolved_at, or closed_at where that is missing. */
function countClosures(path: string) {
  const [head = "", ...lines] = gunzipSync(readFileSync(path)).toString("utf8").split("\r\n");
  const names = head.split(",");
  const last = new Map(lines.map((line) => [line.slice(0, line.indexOf(",")), line.split(",")]));
  const value = (cells: string[], name: string) => cells[names.indexOf(name)] ?? "";
  const closed = [...last.values()].filter((cells) =>
    ["Resolved", "Closed"].includes(value(cells, "incident_state")),
  );
  const at = closed.map((cells) => {
    const resolvedAt = value(cells, "resolved_at");
    return new Date(instant(resolvedAt === "?" ? value(cells, "closed_at") : resolvedAt));
  });
  const byAssignee = Object.groupBy(closed, (cells) => value(cells, "assigned_to"));
  return {
    total: closed.length,
    byHour: tally(at, (when) => `${when.toISOString().slice(0, 10)} ${when.getUTCHours()}`),
    ofResolver: byAssignee[resolver]?.length,
  };
}

async function totals() {
  const [row] = await query<Record<string, unknown>>`
    select count(*)::int as incidents, count(*) filter (where status = 'CLOSED')::int as closed, count(resolved_at)::int as with_resolved_at,
      count(*) filter (where status = 'CLOSED' and (metadata ->> 'made_sla')::boolean)::int as sla_met,
      count(*) filter (where (metadata ->> 'reopen_count')::int > 0)::int as reopened,
      count(*) filter (where (metadata ->> 'reassignment_count')::int > 0)::int as reassigned_1plus,
      sum((metadata ->> 'reassignment_count')::int)::int as reassignments_total,
      jsonb_build_object('mean', round(avg(minutes), 2), 'median', percentile_cont(0.5) within group (order by minutes),
        'p90_linear', round(percentile_cont(0.9) within group (order by minutes)::numeric, 1)) as resolution_minutes
    from (select *, extract(epoch from resolved_at - created_at) / 60 as minutes from tickets where source = 'servicenow') t`;
  return row;
}

async function openedBy(format: string) {
  const rows = await query<{ key: string; count: number }>`
    select to_char(created_at at time zone 'UTC', ${format}) as key, count(*)::int as count from tickets where source = 'servicenow' group by 1`;
  return Object.fromEntries(rows.map((row) => [row.key, row.count]));
}

async function openedByWeekday() {
  const rows = await query<{ key: string; count: number }>`
    select (extract(isodow from created_at at time zone 'UTC') - 1)::text as key, count(*)::int as count from tickets
    where source = 'servicenow' group by 1`;
  return Object.fromEntries(rows.map((row) => [row.key, row.count]));
}

async function byPriority() {
  const rows = await query<{
    key: string;
    closed: number;
    sla_met: number;
    median_resolution_minutes: number;
  }>`
    select metadata ->> 'priority' as key, count(*)::int as closed, count(*) filter (where not sla_breached)::int as sla_met,
      percentile_cont(0.5) within group (order by extract(epoch from resolved_at - created_at) / 60) as median_resolution_minutes
    from tickets where source = 'servicenow' and status = 'CLOSED' group by 1`;
  return Object.fromEntries(rows.map(({ key, ...figures }) => [key, figures]));
}

async function byGroup() {
  const rows = await query<{ key: string; closed: number; sla_met: number }>`
    select coalesce(metadata ->> 'assignment_group', '?') as key, count(*)::int as closed,
      count(*) filter (where not sla_breached)::int as sla_met
    from tickets where source = 'servicenow' and status = 'CLOSED' group by 1`;
  return Object.fromEntries(rows.map(({ key, ...figures }) => [key, figures]));
}
