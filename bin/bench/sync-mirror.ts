import { setInterval } from "node:timers";
import { withConnection } from "@/lib/platform/database/connect";
import { applyMigrations } from "@/lib/platform/database/migrate";
import { type Context, systemActor, withOrganization } from "@/lib/platform/organization";
import { cancelRun } from "@/lib/sync/cancel-run";
import { createConnection } from "@/lib/sync/connections/create-connection";
import { updateConnection } from "@/lib/sync/connections/update-connection";
import { readRun } from "@/lib/sync/run-row";
import type { RunKind, SyncRun } from "@/lib/sync/schema";
import { queueRun } from "@/lib/sync/start-run";
import { workOnRun } from "@/lib/sync/work-on-run";
import { makeOrganization } from "@/prisma/seed/factories";
import { openInstallation } from "../installation";
import type { SimulatorProcess } from "./simulator-process";

/** `memory` is this process's, in megabytes, a few times a second. */
export type RunFigures = { run: SyncRun; seconds: number; processorSeconds: number; memory: number[] };
type RunWishes = { days?: null; read_again?: boolean; seconds?: number };

export type Mirror = {
  run: (kind: RunKind, wishes?: RunWishes) => Promise<RunFigures>;
  countDetails: () => Promise<{ messages: number; time_entries: number }>;
  stop: () => Promise<void>;
};

/** An organization with one connection to the simulated desk; runs are worked on here, as the command line does. */
export async function openMirror(simulator: SimulatorProcess, headroomPercent: number): Promise<Mirror> {
  const installation = await openInstallation({ exclusive: true });
  await applyMigrations(installation.ownerUrl, { applicationUrl: installation.appUrl });
  const { id } = await withConnection(installation.ownerUrl, (owner) =>
    makeOrganization(owner, { name: "Mirror" }),
  );
  const within = <Result>(work: (ctx: Context) => Promise<Result>) => withOrganization(systemActor(id), work);
  const connectionId = await within(async (ctx) => {
    const { url: base_url, key } = simulator;
    const { data } = await createConnection(ctx, { vendor: "freshservice", name: "Desk", base_url, key });
    const settings = { headroom_percent: headroomPercent };
    await updateConnection(ctx, data.id, { is_active: true, settings });
    return data.id;
  });
  return {
    run: (kind, wishes = {}) => runOne(id, connectionId, kind, wishes),
    countDetails: () =>
      within(async ({ tx }) => {
        const [counts] = await tx.$queryRaw<{ messages: number; time_entries: number }[]>`
          select (select count(*)::int from ticket_messages) as messages, (select count(*)::int from time_entries) as time_entries`;
        return counts ?? { messages: 0, time_entries: 0 };
      }),
    stop: installation.stop,
  };
}

async function runOne(
  organizationId: string,
  connectionId: string,
  kind: RunKind,
  { seconds: longest = Number.POSITIVE_INFINITY, ...options }: RunWishes,
): Promise<RunFigures> {
  const actor = systemActor(organizationId);
  const { id } = await withOrganization(actor, (ctx) =>
    queueRun(ctx, { connection_id: connectionId, kind, trigger: "cli", options, is_own_worker: true }),
  );
  const memory: number[] = [];
  const sampling = setInterval(() => memory.push(Math.round(process.memoryUsage().rss / 1e6)), 300);
  const spent = process.cpuUsage();
  const startedAt = performance.now();
  const elapsed = () => (performance.now() - startedAt) / 1_000;
  let outcome = "more";
  while (outcome === "more" && elapsed() < longest)
    outcome = await workOnRun(organizationId, id, {
      budgetMs: Math.min(10_000, Math.max(1_000, (longest - elapsed()) * 1_000)),
    });
  const seconds = elapsed();
  const { user, system } = process.cpuUsage(spent);
  clearInterval(sampling);
  if (outcome === "more") await withOrganization(actor, (ctx) => cancelRun(ctx, id));
  return {
    run: await withOrganization(actor, (ctx) => readRun(ctx, id)),
    seconds,
    processorSeconds: (user + system) / 1e6,
    memory,
  };
}
