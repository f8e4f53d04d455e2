import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeDatabase } from "@/lib/platform/database/client";
import { withConnection } from "@/lib/platform/database/connect";
import { applyMigrations } from "@/lib/platform/database/migrate";
import { setEnv } from "@/lib/platform/env";
import { makeOrganization, type Organization } from "@/prisma/seed/factories";
import { startThrowawayCluster } from "@/prisma/seed/test-cluster";
import { ensureBuild } from "../build";
import { listen } from "../listen";
import { DoomedServer } from "./doomed-server";

export type DoomedDesk = { server: DoomedServer; url: string; organization: Organization };

/** A production server on a database of its own, with one organization; both are thrown away at the end. */
export async function withDoomedDesk<Result>(
  options: { name: string; variables?: Record<string, string> },
  run: (desk: DoomedDesk) => Promise<Result>,
): Promise<Result> {
  await ensureBuild({ onStart: () => console.log("Building for production …") });
  // Thousands of rows in minutes: without fresh statistics every plan would be one for empty tables.
  const cluster = await startThrowawayCluster({ autovacuum: "on" });
  const folder = mkdtempSync(join(tmpdir(), "docket-chaos-"));
  try {
    await applyMigrations(cluster.ownerUrl, { applicationUrl: cluster.appUrl });
    setEnv({
      DATABASE_URL: cluster.appUrl,
      APP_DATABASE_URL: cluster.appUrl,
      MIGRATION_DATABASE_URL: cluster.ownerUrl,
    });
    const organization = await withConnection(cluster.ownerUrl, (owner) =>
      makeOrganization(owner, { name: options.name }),
    );
    const port = await freePort();
    const server = new DoomedServer(port, {
      DATA_DIR: folder,
      DATABASE_URL: cluster.appUrl,
      MIGRATION_DATABASE_URL: cluster.ownerUrl,
      APP_DATABASE_URL: "",
      ...options.variables,
    });
    await server.start();
    try {
      return await run({ server, url: `http://127.0.0.1:${port}`, organization });
    } finally {
      await server.kill("SIGTERM");
      console.log(`The server was killed ${server.kills} times.`);
    }
  } finally {
    await closeDatabase();
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await listen(probe, "127.0.0.1", 0);
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}
