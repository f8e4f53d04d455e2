import type pg from "pg";
import { withConnection } from "@/lib/platform/database/connect";
import { dropSchemas } from "@/lib/platform/database/drop-schemas";
import { applyMigrations } from "@/lib/platform/database/migrate";
import { env } from "@/lib/platform/env";
import { StartupError } from "@/lib/platform/startup-error";
import type { Installation } from "./installation";

export type Population = { organizations: number; hasDemo: boolean };

// On the history table, which every database of Docket has and only its owner may mark.
const unfinishedMark = "docket: demo data unfinished";

export async function readPopulation(ownerUrl: string): Promise<Population> {
  return withConnection(ownerUrl, async (owner) => {
    await owner.query("select set_config('app.maintenance', 'on', false)");
    const { rows } = await owner.query<Population>(
      `select count(*)::int as organizations, coalesce(bool_or(is_demo), false) as "hasDemo" from organizations`,
    );
    return rows[0] ?? { organizations: 0, hasDemo: false };
  });
}

/** Fills an empty database unless told otherwise, and returns whether demo accounts exist now. */
export async function ensureDemo(installation: Installation, onStart: () => void): Promise<boolean> {
  await forgetUnfinishedDemo(installation);
  const population = await readPopulation(installation.ownerUrl);
  if (population.organizations > 0 || !isDemoWanted(installation)) return population.hasDemo;
  onStart();
  await fillWithDemo(installation.ownerUrl);
  return true;
}

/** Only for a database without organizations: an interrupted run makes the next start begin again. */
export async function fillWithDemo(ownerUrl: string): Promise<void> {
  const { seedDemo } = await import("@/prisma/seed/demo");
  await mark(ownerUrl, unfinishedMark);
  await seedDemo(ownerUrl);
  await mark(ownerUrl, null);
}

export function requireLoopback(host: string): void {
  if (isLoopback(host)) return;
  throw new StartupError(
    `The demo accounts have a known password, so Docket listens on this machine only: unset HOST, or start with DOCKET_DEMO=off and an empty DATA_DIR or database (HOST is ${host}).`,
  );
}

/** `auto` never puts known passwords where they would keep a public server from starting. */
function isDemoWanted(installation: Installation): boolean {
  const { DOCKET_DEMO, HOST } = env();
  if (DOCKET_DEMO !== "auto") return DOCKET_DEMO === "on";
  return installation.isEmbedded && isLoopback(HOST);
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

async function forgetUnfinishedDemo({ ownerUrl, isEmbedded }: Installation): Promise<void> {
  const isUnfinished = await withConnection(
    ownerUrl,
    async (owner) => (await readMark(owner)) === unfinishedMark,
  );
  if (!isUnfinished) return;
  if (!isEmbedded)
    throw new StartupError(
      "Filling the database with demo data was interrupted: empty the database that DATABASE_URL names and start again.",
    );
  // No server has listened since the mark was set, so that nothing but demo data is lost.
  await withConnection(ownerUrl, (owner) => owner.query(dropSchemas));
  await applyMigrations(ownerUrl);
}

async function readMark(owner: pg.Client): Promise<string | null> {
  const { rows } = await owner.query(
    "select obj_description(to_regclass('_prisma_migrations'), 'pg_class') as mark",
  );
  return rows[0]?.mark ?? null;
}

async function mark(ownerUrl: string, text: string | null): Promise<void> {
  await withConnection(ownerUrl, (owner) =>
    owner.query(
      `comment on table _prisma_migrations is ${text === null ? "null" : owner.escapeLiteral(text)}`,
    ),
  );
}
