import { join } from "node:path";
import { parseArgs } from "node:util";
import { recountAll } from "@/lib/closures/recount-all";
import { closeDatabase } from "@/lib/platform/database/client";
import { withConnection } from "@/lib/platform/database/connect";
import { env, setEnv } from "@/lib/platform/env";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { openInstallation } from "../installation";
import { HttpClient, measure } from "./measure";
import { type Prepared, prepareBenchmark } from "./prepare";
import { startServerProcess } from "./server-process";

const { values } = parseArgs({
  options: {
    tickets: { type: "string", default: "100000" },
    closures: { type: "string", default: "100000" },
    agents: { type: "string", default: "500" },
    samples: { type: "string", default: "200" },
    help: { type: "boolean", default: false },
  },
});

if (values.help)
  console.log(
    "npm run bench:closures -- [--tickets 100000] [--closures 100000] [--agents 500] [--samples 200]\n\nCloses so many tickets of the benchmark's database within 30 days by so many agents (the rest in the years before), counts them, starts the production server and measures what it answers.",
  );
else {
  setEnv({ DATA_DIR: join(env().DATA_DIR, `bench-closures-${values.tickets}`), DOCKET_DEMO: "off" });
  const prepared = await prepareBenchmark(Number(values.tickets), true);
  await closeTickets(prepared.organizationId);
  const server = await startServerProcess(env().DATA_DIR);
  try {
    await report(server.url, prepared);
  } finally {
    await server.stop();
  }
  process.exit(0);
}

async function closeTickets(organizationId: string): Promise<void> {
  const installation = await openInstallation({ exclusive: false });
  try {
    await withConnection(installation.ownerUrl, async (owner) => {
      await owner.query(
        "select set_config('app.maintenance', 'on', false), set_config('app.organization_id', $1, false)",
        [organizationId],
      );
      await owner.query(
        "insert into users (email, name, role) select 'agent' || n || '@bench.local', 'Agent ' || n, 'ops_agent' from generate_series(1, $1::int) n on conflict do nothing",
        [Number(values.agents)],
      );
      await owner.query("truncate ticket_closures, ticket_closure_changes");
      // Working hours are busier, and some agents close more than others.
      await owner.query(
        `insert into ticket_closures (ticket_id, ticket_number, user_id, team, closed_at, source, seen_at)
         select t.id, t.number::text, a.ids[1 + floor(power(random(), 1.3) * cardinality(a.ids))::int], 'ops_agent', c.at, 'native', c.at
         from (select id, number, row_number() over (order by number desc) as place from tickets) t
         cross join (select array_agg(id) as ids from users where role = 'ops_agent') a
         cross join lateral (select date_trunc('day', now()) + interval '8 hours' - case when t.place <= $1::int
           then floor(random() * 30) else 30 + floor(random() * 700) end * interval '1 day'
           + (power(random(), 0.7) * 11 - 3) * interval '1 hour' as at) c`,
        [Number(values.closures)],
      );
      await owner.query("vacuum (analyze) ticket_closures");
    });
    const startedAt = performance.now();
    const counted = await recountAll(organizationId);
    console.log(
      `counted ${counted.closures} closures on ${counted.days} days in ${seconds(startedAt)} s; ${await oneDay(organizationId)} s for what one closure changes`,
    );
    await withConnection(installation.ownerUrl, (owner) =>
      owner.query("vacuum (analyze) ticket_closure_daily, ticket_closure_history, ticket_closure_totals"),
    );
  } finally {
    await closeDatabase();
    await installation.stop();
  }
}

/** What runs within seconds of each closure: one day counted again. */
async function oneDay(organizationId: string): Promise<string> {
  await withOrganization(
    systemActor(organizationId),
    (ctx) => ctx.tx.$queryRaw`select mark_closures(${organizationId}::uuid, now())`,
  );
  const startedAt = performance.now();
  await recountAll(organizationId, { onlyChanges: true });
  return seconds(startedAt);
}

function seconds(startedAt: number): string {
  return ((performance.now() - startedAt) / 1000).toFixed(2);
}

async function report(url: string, { token }: Prepared): Promise<void> {
  const http = new HttpClient(url);
  const headers = { authorization: `Bearer ${token}` };
  const at = new Date(Date.now() - 86_400_000).toISOString();
  const paths = {
    "month, per person": "/api/v1/closures?period=month",
    "month with the month before": "/api/v1/closures?period=month&compare=true",
    "month of one team": "/api/v1/closures?period=month&team=ops_agent",
    today: "/api/v1/closures?period=today",
    "month by day": "/api/v1/closures/series?period=month&by=day",
    "month by hour": "/api/v1/closures/series?period=month&by=hour",
    "month, heat map": "/api/v1/closures/heat-map?period=month",
    "a person's month, 100 tickets": "/api/v1/closures/people/agent7/tickets?period=month",
    health: "/api/v1/closures/health",
    "month, documented path with ticket numbers": "/api/tickets/closures/period?period=month",
    "month as known yesterday": `/api/v1/closures?period=month&as_known_at=${at}`,
  };
  console.log("\n| request | median | 95 % | size |\n| --- | --- | --- | --- |");
  for (const [name, path] of Object.entries(paths)) {
    const one = { name, isWrite: false, request: () => ({ method: "GET", path, headers }) };
    await measure(http, one, { samples: 20, seconds: 0 });
    const { medianMs, p95Ms, bytes } = await measure(http, one, {
      samples: Number(values.samples),
      seconds: 0,
    });
    console.log(
      `| ${name} | ${medianMs.toFixed(1)} ms | ${p95Ms.toFixed(1)} ms | ${Math.ceil(bytes / 1024)} KB |`,
    );
  }
  http.close();
}
