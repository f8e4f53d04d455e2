import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeDatabase } from "@/lib/platform/database/client";
import { withConnection } from "@/lib/platform/database/connect";
import { applyMigrations } from "@/lib/platform/database/migrate";
import { setEnv } from "@/lib/platform/env";
import { fill, makeOrganization, makeUser, type Organization } from "@/prisma/seed/factories";
import { startThrowawayCluster } from "@/prisma/seed/test-cluster";
import { ensureBuild } from "../build";
import { listen } from "../listen";
import { DoomedServer } from "./doomed-server";
import { countLevels, findProblems } from "./sla-problems";

export type ChaosOptions = { tickets: number; minutes: number };

const chain = ["hq_support", "regional_manager", "ceo_oncall"] as const;
const filedAtOnce = 25;
const patienceMinutes = 20;

/** What went wrong, in words; nothing when every level and notice happened exactly once. */
export async function runSlaChaos(options: ChaosOptions): Promise<string[]> {
  await ensureBuild({ onStart: () => console.log("Building for production …") });
  const cluster = await startThrowawayCluster();
  const folder = mkdtempSync(join(tmpdir(), "docket-chaos-"));
  try {
    await applyMigrations(cluster.ownerUrl, { applicationUrl: cluster.appUrl });
    setEnv({
      DATABASE_URL: cluster.appUrl,
      APP_DATABASE_URL: cluster.appUrl,
      MIGRATION_DATABASE_URL: cluster.ownerUrl,
    });
    const organization = await makeHastyDesk(cluster.ownerUrl);
    const server = new DoomedServer(await freePort(), {
      DATA_DIR: folder,
      DATABASE_URL: cluster.appUrl,
      MIGRATION_DATABASE_URL: cluster.ownerUrl,
      APP_DATABASE_URL: "",
    });
    await server.start();
    await suffer(server, organization, options);
    await untilAllLevels(organization, options.tickets * chain.length);
    const problems = await findProblems(organization, options.tickets, chain);
    await server.kill("SIGTERM");
    console.log(`${options.tickets} tickets, ${server.kills} kills.`);
    return problems;
  } finally {
    await closeDatabase();
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One minute to resolution, one minute from level to level, one person in every role of the chain. */
async function makeHastyDesk(ownerUrl: string): Promise<Organization> {
  const organization = await withConnection(ownerUrl, (owner) =>
    makeOrganization(owner, { name: "Hasty desk" }),
  );
  await fill(organization, async (ctx) => {
    for (const role of chain) await makeUser(ctx, role);
    await ctx.tx.$executeRaw`
      update sla_config set response_time_minutes = 10000, resolution_time_minutes = 1, escalation_interval_minutes = 1,
        escalation_chain = ${JSON.stringify(chain)}::jsonb`;
  });
  return organization;
}

/** Files the tickets over the first half of the time, and kills the server at random moments of all of it. */
async function suffer(
  server: DoomedServer,
  organization: Organization,
  options: ChaosOptions,
): Promise<void> {
  const until = Date.now() + options.minutes * 60_000;
  const filing = fileTickets(organization, options.tickets, (options.minutes * 60_000) / 2);
  while (Date.now() < until) {
    await pause(5_000 + Math.random() * 20_000);
    await server.kill();
    await server.start();
    console.log(`killed ${server.kills} times, ${await countLevels(organization)} levels reached`);
  }
  await filing;
}

async function fileTickets(organization: Organization, tickets: number, overMs: number): Promise<void> {
  const batches = Math.ceil(tickets / filedAtOnce);
  for (let batch = 0; batch < batches; batch += 1) {
    const count = Math.min(filedAtOnce, tickets - batch * filedAtOnce);
    await fill(organization, async (ctx) => {
      await ctx.tx.$executeRaw`
        insert into tickets (title, description, owner_role, priority)
        select 'Left alone ' || n, 'Nobody looks after this ticket.', ${chain[0]}, 'MEDIUM' from generate_series(1, ${count}::int) n`;
    });
    await pause(overMs / batches);
  }
}

async function untilAllLevels(organization: Organization, expected: number): Promise<void> {
  for (const until = Date.now() + patienceMinutes * 60_000; Date.now() < until; await pause(2_000)) {
    if ((await countLevels(organization)) < expected) continue;
    if (await isQuiet(organization)) return;
  }
}

/** Everything told has been taken up: nothing waits in the outbox, and no run is at work. */
async function isQuiet(organization: Organization): Promise<boolean> {
  return fill(organization, async (ctx) => {
    const [row] = await ctx.tx.$queryRaw<{ busy: boolean }[]>`
      select exists (select from outbox where sent_at is null) or exists (select from inngest.runs r
        where r.status in ('queued', 'running') and r.function_id not like '%wait-for-next-clock') as busy`;
    return row?.busy === false;
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await listen(probe, "127.0.0.1", 0);
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
