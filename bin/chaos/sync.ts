import { createToken } from "@/lib/people/create-token";
import type { ConnectionRow } from "@/lib/sync/connections/schema";
import { fill, makeUser, type Organization } from "@/prisma/seed/factories";
import { everyFault } from "../simulators/server/faults";
import { type RunningSimulator, startSimulator } from "../simulators/start";
import { postWebhooks } from "../simulators/webhook";
import { type ChangeKind, changeKinds } from "../simulators/world/changes";
import { compareDirectories } from "./directory-checker";
import type { DoomedServer } from "./doomed-server";
import { PatientApi, pause } from "./sync-api";
import { compareWithTruth } from "./sync-checker";
import { copyReader, countCopies } from "./sync-copy";
import { withDoomedDesk } from "./with-doomed-desk";

export const chaosVendors = ["freshservice", "freshdesk", "zendesk"] as const;
export type SyncChaosOptions = {
  vendor: (typeof chaosVendors)[number];
  tickets: number;
  minutes: number;
  seed: number;
};

/** Purging is left to the end: only a reading of everything, or a single look, can notice it. */
const kinds = changeKinds.filter((kind) => kind !== "purge");
const skewSeconds = -90;
/** Zendesk's export tells nothing of the last minute. */
const withheldMs = 65_000;

/** What of the copy differs from the vendor after all of this, in words; nothing when every field is equal. */
export function runSyncChaos(options: SyncChaosOptions): Promise<string[]> {
  return withDoomedDesk(
    { name: "Mirrored desk", variables: { SYNC_ALLOW_PRIVATE: "true" } },
    async (desk) => {
      const simulator = await startSimulator({
        vendor: options.vendor,
        plan: "unlimited",
        tickets: options.tickets,
        seed: options.seed,
        skewSeconds,
      });
      try {
        const { organization, server } = desk;
        const api = new PatientApi(desk.url, await makeAdminToken(organization));
        const connection = await connect(api, simulator, options);
        await api.complete(connection.id, { kind: "base" });
        if (options.vendor === "freshservice") await sendWebhooks(desk.url, simulator, api, connection);
        await suffer(server, simulator, api, connection, options);
        return await judge(organization, simulator, api, connection);
      } finally {
        await simulator.stop();
      }
    },
  );
}

async function makeAdminToken(organization: Organization): Promise<string> {
  return fill(organization, async (ctx) => {
    const admin = await makeUser(ctx, "admin");
    const input = { name: "Chaos", scopes: ["sync:*"], expires_in_days: 1 };
    return (await createToken(ctx, input, admin.id)).token;
  });
}

async function connect(
  api: PatientApi,
  simulator: RunningSimulator,
  { vendor }: SyncChaosOptions,
): Promise<ConnectionRow> {
  const [key] = simulator.keys;
  const made = await api.ask<{ data: ConnectionRow }>("POST", "/api/v1/sync-connections", {
    vendor,
    name: "Simulated desk",
    base_url: simulator.url,
    key,
  });
  const path = `/api/v1/sync-connections/${made.data.id}`;
  await api.ask("POST", `${path}/test`);
  const { workspaces } = simulator.world.directory;
  const changed = await api.ask<{ data: ConnectionRow }>("PATCH", path, {
    is_active: true,
    settings: {
      workspaces: vendor === "freshservice" ? workspaces.map(({ id }) => String(id)) : [],
      account_field: "account_number",
    },
    schedules: { tickets: null, closures: null, base: null, drift: null },
  });
  return changed.data;
}

/** What changes is told at once as well, and comes in beside the runs. */
async function sendWebhooks(
  url: string,
  { world, changes }: RunningSimulator,
  api: PatientApi,
  { id }: ConnectionRow,
): Promise<void> {
  const { secret } = await api.ask<{ secret: string }>(
    "POST",
    `/api/v1/sync-connections/${id}/webhook-secret`,
  );
  postWebhooks(world, changes, { url: `${url}/webhooks/freshservice/ticket`, secret });
}

/** One run after the other, while calls fail, the vendor's tickets change and the server dies at random moments. */
async function suffer(
  server: DoomedServer,
  simulator: RunningSimulator,
  api: PatientApi,
  connection: ConnectionRow,
  { minutes }: SyncChaosOptions,
): Promise<void> {
  const until = Date.now() + minutes * 60_000;
  simulator.faults.plan = everyFault;
  simulator.faults.timeoutMs = 5_000;
  const changing = changeUntil(simulator, until);
  await api.start(connection.id, { kind: "full", days: null });
  const running = runUntil(api, connection.id, until);
  while (Date.now() < until) {
    await pause(4_000 + Math.random() * 16_000);
    await server.kill();
    await server.start();
    const { calls, faults } = simulator.calls.report();
    const failed = Object.values(faults).reduce((sum, count) => sum + count, 0);
    console.log(`killed ${server.kills} times, ${calls} calls, ${failed} of them broken`);
  }
  await running;
  console.log(`${await changing} changes at the vendor meanwhile.`);
  simulator.faults.plan = {};
}

async function runUntil(api: PatientApi, connectionId: string, until: number): Promise<void> {
  for (; Date.now() < until; await pause(2_000)) await api.start(connectionId, { kind: "incremental" });
}

async function changeUntil({ changes, faults }: RunningSimulator, until: number): Promise<number> {
  let made = 0;
  for (let turn = 0; Date.now() < until; turn += 1) {
    const kind = kinds[turn % kinds.length] as ChangeKind;
    if (changes.make(kind)) made += 1;
    // Storms come and go.
    if (turn % 200 === 0) faults.plan = turn % 400 === 0 ? everyFault : {};
    await pause(50 + Math.random() * 300);
  }
  return made;
}

/** Names, telephones, domains and who still works there: what of a desk's people changes without touching its tickets. */
function changeDirectory({ world: { directory } }: RunningSimulator): void {
  const some = <Row>(rows: readonly Row[], every: number) => rows.filter((_, place) => place % every === 1);
  for (const company of some(directory.companies, 5)) {
    company.name = `${company.name} (moved)`;
    company.domains = [...company.domains, `branch-${company.id}.example`];
  }
  for (const person of some(directory.requesters, 7)) {
    person.last_name = "Neumann";
    person.phone = "+44 20 7946 0000";
    person.is_active = !person.is_active;
  }
  for (const agent of some(directory.agents, 4)) {
    agent.is_active = !agent.is_active;
    agent.group_ids = directory.groups.slice(0, 2).map(({ id }) => id);
  }
  for (const group of some(directory.groups, 3)) group.name = `${group.name} 2`;
}

/** Quiet, then one run of what changed, and every field must be equal; then purged ones, which only a full run meets. */
async function judge(
  organization: Organization,
  simulator: RunningSimulator,
  api: PatientApi,
  connection: ConnectionRow,
): Promise<string[]> {
  await api.quiet(connection.id);
  simulator.changes.make("edit");
  if (connection.vendor === "zendesk") await pause(withheldMs);
  const incremental = await api.complete(connection.id, { kind: "incremental" });
  console.log(`The last incremental run ${incremental.status}: ${incremental.read_count} read.`);
  const readCopies = copyReader(organization, connection.id);
  const meanings = { ...connection.settings, has_time_entries: connection.vendor !== "zendesk" };
  const compared = await compareWithTruth(simulator.url, readCopies, meanings);
  console.log(`${compared.tickets} tickets, ${compared.fields} fields compared.`);
  changeDirectory(simulator);
  const base = await api.complete(connection.id, { kind: "base" });
  const people = await compareDirectories(simulator.url, organization, connection.id);
  console.log(`A base run ${base.status}: ${people.fields} fields of companies, people and groups compared.`);
  const purged = Array.from({ length: 5 }, () => simulator.changes.make("purge")?.ticket_id ?? 0);
  const full = await api.complete(connection.id, { kind: "full", days: null });
  console.log(`A full run ${full.status}: ${full.unchanged_count} of ${full.read_count} unchanged.`);
  const counts = await countCopies(organization, connection.id);
  const again = await compareWithTruth(simulator.url, readCopies, meanings);
  return [
    ...compared.problems,
    ...people.problems,
    ...again.problems.map((problem) => `after the full run: ${problem}`),
    ...purged
      .filter((id) => !counts.gone.includes(String(id)))
      .map((id) => `#${id} was purged and is still shown`),
    ...(counts.tickets === counts.external_ids
      ? []
      : [`${counts.tickets} tickets for ${counts.external_ids} ids`]),
    ...counts.open_failures
      .filter(({ reason }) => !/could not be understood/.test(reason))
      .map(({ resource, external_id: id, reason }) => `a failure is left open: ${resource} ${id}, ${reason}`),
    ...(["completed", "partial"].includes(full.status)
      ? []
      : [`the full run ${full.status}: ${full.error_message}`]),
  ];
}
