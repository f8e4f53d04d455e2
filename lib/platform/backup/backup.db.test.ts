import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { fill, makeMessage, makeOrganization, makeTicket, makeUser } from "@/prisma/seed/factories";
import { withDatabase } from "@/prisma/seed/test-cluster";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { database } from "../database/client";
import { withConnection } from "../database/connect";
import { examineDatabase } from "../database/examine";
import { readBackup } from "./read-backup";
import { restoreBackup } from "./restore-backup";
import { writeBackup } from "./write-backup";

const { ownerUrl, appUrl } = useTestDatabase();
const cluster = inject("testCluster");
const targetName = `docket_test_${randomBytes(8).toString("hex")}`;
const targetUrl = withDatabase(cluster.ownerUrl, targetName);

let folder = "";
let organizationId = "";
const archive = () => join(folder, "backup.tar.gz");
const sourceFiles = () => join(folder, "source-files");
const targetFiles = () => join(folder, "target-files");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "docket-backup-"));
  await mkdir(join(sourceFiles(), "deep"), { recursive: true });
  await writeFile(join(sourceFiles(), "deep", "proof.bin"), randomBytes(300_000));
  await writeFile(join(sourceFiles(), "empty.txt"), "");
  await withConnection(cluster.ownerUrl, (owner) => owner.query(`create database ${targetName}`));
  await withConnection(ownerUrl, async (owner) => {
    organizationId = (await makeOrganization(owner)).id;
    await makeOrganization(owner);
  });
  await fill({ id: organizationId }, async (ctx) => {
    await makeUser(ctx, "admin", { name: "Ångström \\ \t Tabs\nand 'quotes'" });
    for (let count = 0; count < 5; count += 1) await makeMessage(ctx, await makeTicket(ctx));
  });
  await database().$queryRaw`select seal_audit(1000)`;
});

afterAll(async () => {
  await withConnection(cluster.ownerUrl, (owner) => owner.query(`drop database ${targetName} with (force)`));
  await rm(folder, { recursive: true });
});

it("brings back every row and file as it was", async () => {
  const written = await writeBackup({ ownerUrl, filesDirectory: sourceFiles(), path: archive() });
  expect(written).toMatchObject({ files: 2 });
  expect(written.rows).toBeGreaterThan(20);
  const restored = await restoreBackup({
    ownerUrl: targetUrl,
    filesDirectory: targetFiles(),
    path: archive(),
  });
  expect(restored).toMatchObject({ rows: written.rows, files: 2 });

  const again = join(folder, "again.tar.gz");
  await writeBackup({ ownerUrl: targetUrl, filesDirectory: targetFiles(), path: again });
  const [first, second] = [await readBackup(archive()), await readBackup(again)];
  expect(second.checksums).toEqual(first.checksums);
  expect(second.manifest.sequences).toEqual(first.manifest.sequences);
  const proof = join("deep", "proof.bin");
  expect(await readFile(join(targetFiles(), proof))).toEqual(await readFile(join(sourceFiles(), proof)));
});

it("leaves a database that works on: audit chain, ticket numbers, triggers, keys and row-level security", async () => {
  await withConnection(targetUrl, async (owner) => {
    const audit = await owner.query("select problem, sealed::int from verify_audit($1)", [organizationId]);
    expect(audit.rows[0].problem).toBeNull();
    expect(audit.rows[0].sealed).toBeGreaterThan(5);
    await owner.query("select set_config('app.organization_id', $1, false)", [organizationId]);
    const { rows } = await owner.query(
      "insert into tickets (title, description) values ('After', 'the restore') returning number",
    );
    expect(rows[0].number).toBe(6);
    await expect(owner.query("delete from ticket_audit")).rejects.toThrow(/append-only/);
    await expect(
      owner.query(
        "insert into ticket_messages (ticket_id, message, message_text) values (gen_random_uuid(), 'x', 'x')",
      ),
    ).rejects.toThrow(/foreign key/);
  });
  const findings = await examineDatabase(targetUrl, withDatabase(appUrl, targetName));
  expect(findings.filter(({ status }) => status === "problem")).toEqual([]);
});

it("does not write over data unless told to", async () => {
  const options = { ownerUrl: targetUrl, filesDirectory: targetFiles(), path: archive() };
  await expect(restoreBackup(options)).rejects.toThrow(/data here already.*--force/);
  await restoreBackup({ ...options, force: true });
  await withConnection(targetUrl, async (owner) => {
    await owner.query("select set_config('app.maintenance', 'on', false)");
    expect((await owner.query("select count(*)::int as tickets from tickets")).rows[0].tickets).toBe(5);
  });
});

it("refuses a damaged archive and keeps what is there", async () => {
  const bytes = await readFile(archive());
  const damaged = join(folder, "damaged.tar.gz");
  const options = { ownerUrl: targetUrl, filesDirectory: targetFiles(), path: damaged, force: true };
  await writeFile(damaged, bytes.subarray(0, bytes.length - 4_000));
  await expect(restoreBackup(options)).rejects.toThrow(/not a complete backup/);
  const flipped = Buffer.from(bytes);
  flipped.writeUInt8((flipped[bytes.length >> 1] ?? 0) ^ 0xff, bytes.length >> 1);
  await writeFile(damaged, flipped);
  await expect(restoreBackup(options)).rejects.toThrow(/not a complete backup|damaged/);
  await withConnection(targetUrl, async (owner) => {
    await owner.query("select set_config('app.maintenance', 'on', false)");
    expect((await owner.query("select count(*)::int as tickets from tickets")).rows[0].tickets).toBe(5);
  });
});
