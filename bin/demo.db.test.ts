import { afterEach, describe, expect, it } from "vitest";
import { withConnection } from "@/lib/platform/database/connect";
import { listPendingMigrations } from "@/lib/platform/database/migrate";
import { setEnv } from "@/lib/platform/env";
import { makeOrganization } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { ensureDemo, readPopulation, requireLoopback } from "./demo";

const { ownerUrl, appUrl } = useTestDatabase();
const installation = { ownerUrl, appUrl, isEmbedded: true, stop: async () => undefined };
const onStart = () => {
  throw new Error("Nothing was to be filled.");
};

afterEach(() => setEnv({ DOCKET_DEMO: undefined, HOST: undefined }));

describe("demo data", () => {
  it("stays away where it is not wanted", async () => {
    setEnv({ DOCKET_DEMO: "off" });
    expect(await ensureDemo(installation, onStart)).toBe(false);
    setEnv({ DOCKET_DEMO: "auto", HOST: "0.0.0.0" });
    expect(await ensureDemo(installation, onStart)).toBe(false);
    setEnv({ HOST: undefined });
    expect(await ensureDemo({ ...installation, isEmbedded: false }, onStart)).toBe(false);
  });

  it("leaves a database with an organization alone, and notices demo accounts", async () => {
    await withConnection(ownerUrl, (owner) => makeOrganization(owner));
    expect(await ensureDemo(installation, onStart)).toBe(false);
    await withConnection(ownerUrl, (owner) => makeOrganization(owner, { is_demo: true }));
    expect(await ensureDemo(installation, onStart)).toBe(true);
  });

  it("that was cut off is thrown away, but only in the embedded database", async () => {
    setEnv({ DOCKET_DEMO: "off" });
    await withConnection(ownerUrl, (owner) =>
      owner.query("comment on table _prisma_migrations is 'docket: demo data unfinished'"),
    );
    await expect(ensureDemo({ ...installation, isEmbedded: false }, onStart)).rejects.toThrow(
      /was interrupted: empty the database/,
    );
    expect(await ensureDemo(installation, onStart)).toBe(false);
    expect(await readPopulation(ownerUrl)).toEqual({ organizations: 0, hasDemo: false });
    expect(await listPendingMigrations(ownerUrl)).toEqual([]);
  });
});

it("demo accounts are kept from the network", () => {
  for (const host of ["127.0.0.1", "127.1.2.3", "localhost", "::1"])
    expect(() => requireLoopback(host)).not.toThrow();
  for (const host of ["0.0.0.0", "::", "192.168.1.10", "desk.example.com"])
    expect(() => requireLoopback(host)).toThrow(/listens on this machine only: unset HOST/);
});
