import { join } from "node:path";
import { parseArgs } from "node:util";
import { closeDatabase } from "@/lib/platform/database/client";
import { withConnection } from "@/lib/platform/database/connect";
import { env, setEnv } from "@/lib/platform/env";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { flushChanges } from "@/lib/platform/realtime/publish";
import { actOnDueClocks, findNextDue } from "@/lib/sla/act-on-due-clocks";
import { openInstallation } from "../installation";
import { prepareBenchmark } from "./prepare";

const { values } = parseArgs({
  options: {
    tickets: { type: "string", default: "1000000" },
    due: { type: "string", default: "5000" },
    help: { type: "boolean", default: false },
  },
});
const batchSize = 200;

if (values.help)
  console.log(
    "npm run bench:sla -- [--tickets 1000000] [--due 5000]\n\nMakes every ticket of the benchmark's database an open one, some of them past their due time, and measures how long it takes to find those and how many are escalated a second.",
  );
else await measure();

async function measure(): Promise<void> {
  setEnv({ DATA_DIR: join(env().DATA_DIR, `bench-${values.tickets}`), DOCKET_DEMO: "off" });
  const { organizationId } = await prepareBenchmark(Number(values.tickets));
  const installation = await openInstallation({ exclusive: false });
  try {
    await openAll(installation.ownerUrl, organizationId);
    const actor = systemActor(organizationId);
    const finding: number[] = [];
    for (let round = 0; round < 20; round += 1)
      finding.push(await timed(() => withOrganization(actor, findNextDue)));
    console.log(`finding the next due ticket: median ${middle(finding)} ms`);
    let acted = 0;
    const batches: number[] = [];
    for (let batch = batchSize; batch === batchSize; acted += batch)
      batches.push(
        await timed(async () => {
          batch = await withOrganization(actor, (ctx) => actOnDueClocks(ctx, batchSize), {
            timeoutMs: 60_000,
          });
        }),
      );
    const seconds = batches.reduce((sum, ms) => sum + ms, 0) / 1_000;
    console.log(
      `found and escalated ${acted} tickets, ${batchSize} in a median of ${middle(batches)} ms: ${Math.round(acted / seconds)}/s`,
    );
    const empty = await timed(() => withOrganization(actor, (ctx) => actOnDueClocks(ctx, batchSize)));
    console.log(`a sweep that finds nothing: ${empty.toFixed(1)} ms`);
  } finally {
    await flushChanges();
    await closeDatabase();
    await installation.stop();
  }
}

/** COPY left the clocks out: all tickets are open and due in the coming month, the oldest ones a while ago. */
async function openAll(ownerUrl: string, organizationId: string): Promise<void> {
  await withConnection(ownerUrl, async (owner) => {
    await owner.query(
      "select set_config('app.maintenance', 'on', false), set_config('app.organization_id', $1, false)",
      [organizationId],
    );
    await owner.query("alter table tickets disable trigger user");
    await owner.query(
      `update tickets set status = 'OPEN', archived = false, resolved_at = null, closed_at = null, first_response_at = now(),
         sla_team = owner_role, sla_breached = false, sla_near_notified = false, sla_escalation_level = 0, sla_paused_at = null,
         sla_due_at = now() + (number - $1::int) * interval '2 seconds', sla_near_breach_at = now() + (number - $1::int) * interval '2 seconds',
         sla_next_at = now() + (number - $1::int) * interval '2 seconds'`,
      [Number(values.due)],
    );
    await owner.query("delete from sla_escalations");
    await owner.query("alter table tickets enable trigger user");
    await owner.query("vacuum (analyze) tickets");
  });
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

function middle(values: readonly number[]): string {
  return (values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0).toFixed(1);
}
