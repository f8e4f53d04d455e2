import { fill, makeUser, type Organization } from "@/prisma/seed/factories";
import type { DoomedServer } from "./doomed-server";
import { countLevels, findProblems } from "./sla-problems";
import { withDoomedDesk } from "./with-doomed-desk";

export type ChaosOptions = { tickets: number; minutes: number };

const chain = ["hq_support", "regional_manager", "ceo_oncall"] as const;
const filedAtOnce = 25;
const patienceMs = 5 * 60_000;

/** What went wrong, in words; nothing when every level and notice happened exactly once. */
export function runSlaChaos(options: ChaosOptions): Promise<string[]> {
  return withDoomedDesk({ name: "Hasty desk" }, async ({ server, organization }) => {
    await makeHasty(organization);
    await suffer(server, organization, options);
    await untilAllLevels(organization, options.tickets * chain.length);
    return findProblems(organization, options.tickets, chain);
  });
}

/** One minute to resolution, one minute from level to level, one person in every role of the chain. */
async function makeHasty(organization: Organization): Promise<void> {
  await fill(organization, async (ctx) => {
    for (const role of chain) await makeUser(ctx, role);
    await ctx.tx.$executeRaw`
      update sla_config set response_time_minutes = 10000, resolution_time_minutes = 1, escalation_interval_minutes = 1,
        escalation_chain = ${JSON.stringify(chain)}::jsonb`;
  });
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

/** Waits until nothing is left to do, however slow the machine; gives up only where nothing moves any more. */
async function untilAllLevels(organization: Organization, expected: number): Promise<void> {
  let least = Number.POSITIVE_INFINITY;
  for (let until = Date.now() + patienceMs; Date.now() < until; await pause(2_000)) {
    const left = expected - (await countLevels(organization)) + (await countWork(organization));
    if (left === 0) return;
    if (left < least) until = Date.now() + patienceMs;
    least = Math.min(least, left);
  }
}

/** What waits in the outbox, and runs that are not over. */
async function countWork(organization: Organization): Promise<number> {
  return fill(organization, async (ctx) => {
    const [row] = await ctx.tx.$queryRaw<{ count: number }[]>`
      select (select count(*) from outbox where sent_at is null)::int + (select count(*) from inngest.runs r
        where r.status in ('queued', 'running') and r.function_id not like '%wait-for-next-clock')::int as count`;
    return row?.count ?? 0;
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
