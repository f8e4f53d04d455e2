import { beforeAll, expect, test } from "vitest";
import { sealAudit } from "@/lib/audit/seal-audit";
import { type Desk, makeDesk, withOwner } from "@/prisma/seed/desk";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { verifyAll } from "./audit-verify";

useTestDatabase();
let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
  await makeDesk();
  await desk.fill((ctx) => ctx.audit("CHECKED", null));
  await sealAudit();
});

test("reports every organization, or the one asked for", async () => {
  expect(await verifyAll({})).toHaveLength(2);
  const [report] = await verifyAll({ organization: desk.organization.slug });
  expect(report).toMatchObject({ organization: desk.organization.slug, sealed: 1, problem: null });
  await expect(verifyAll({ organization: "nowhere" })).rejects.toThrow('no organization "nowhere"');
});

test("accepts a head noted earlier, refuses a foreign one, and says how one looks", async () => {
  const [report] = await verifyAll({ organization: desk.organization.slug });
  expect((await verifyAll({ head: report?.head ?? "" })).every((one) => one.problem === null)).toBe(true);
  const [unknown] = await verifyAll({ head: "0".repeat(64) });
  expect(unknown?.problem).toContain("noted head");
  await expect(verifyAll({ head: "nonsense" })).rejects.toThrow("64 hexadecimal digits");
});

test("names the row that was altered with the triggers off", async () => {
  await withOwner(async (owner) => {
    await owner.query("set app.maintenance = 'on'");
    await owner.query("alter table ticket_audit disable trigger user");
    await owner.query(`update ticket_audit set action = 'HARMLESS' where action = 'CHECKED'`);
    await owner.query("alter table ticket_audit enable trigger user");
  });
  const [report] = await verifyAll({ organization: desk.organization.slug });
  expect(report).toMatchObject({
    problem: "the row was altered",
    chain_position: 1,
    row: { action: "HARMLESS" },
  });
});
