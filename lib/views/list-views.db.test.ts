import { beforeAll, describe, expect, test } from "vitest";
import type { Role } from "@/lib/platform/permissions";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { createView } from "./create-view";
import { deleteView } from "./delete-view";
import { listViews } from "./list-views";
import { orderViews } from "./order-views";
import { createViewInput, updateViewInput } from "./schema";
import { updateView } from "./update-view";

useTestDatabase();
let desk: Desk;
let other: Desk;
beforeAll(async () => {
  desk = await makeDesk();
  other = await makeDesk();
  await desk.fill(async (ctx) => {
    await makeTicket(ctx, { owner_role: "ops_agent", priority: "CRITICAL" });
    await makeTicket(ctx, { owner_role: "finance", priority: "CRITICAL" });
    await makeTicket(ctx, { owner_role: "ops_agent", priority: "LOW" });
    await makeTicket(ctx, { owner_role: "ops_agent", priority: "CRITICAL", archived: true });
  });
  await other.fill((ctx) => makeTicket(ctx, { priority: "CRITICAL" }));
});

const create = (role: Role, fields: object) =>
  desk.as(role, (ctx) => createView(ctx, createViewInput.parse(fields)));
const names = async (role: Role, from = desk) =>
  (await from.as(role, (ctx) => listViews(ctx))).data.map((view) => view.name);

test("one's own, the team's and everyone's views, and nobody else's", async () => {
  await create("ops_agent", { name: "Mine alone" });
  await create("ops_agent", { name: "For agents", scope: "team" });
  await create("ops_manager", { name: "For all", scope: "everyone" });
  await create("ops_manager", { name: "For finance", scope: "team", team_role: "finance" });
  expect(await names("ops_agent")).toEqual(["Mine alone", "For agents", "For all"]);
  expect(await names("finance")).toEqual(["For finance", "For all"]);
  expect(await names("ops_manager")).toEqual(["For finance", "For all"]);
  expect(await names("admin", other)).toEqual([]);
});

test("a count is what the list shows this person", async () => {
  await create("ops_manager", {
    name: "Critical",
    scope: "everyone",
    query: "priority=CRITICAL&sort=priority",
  });
  const count = async (role: Role) =>
    (await desk.as(role, (ctx) => listViews(ctx, { counts: true }))).data.find(
      (view) => view.name === "Critical",
    )?.count;
  expect(await count("admin")).toBe(2);
  expect(await count("ops_agent")).toBe(1);
  const uncounted = await desk.as("admin", (ctx) => listViews(ctx));
  expect(uncounted.data.every((view) => view.count === null)).toBe(true);
});

test("a query that is no longer valid leaves the others' counts alone", async () => {
  const { data } = await create("ops_agent", { name: "Outdated" });
  await desk.fill(
    (ctx) => ctx.tx.$executeRaw`update saved_views set query = 'status=GONE' where id = ${data.id}::uuid`,
  );
  const counted = await desk.as("ops_agent", (ctx) => listViews(ctx, { counts: true }));
  expect(counted.data.find((view) => view.id === data.id)?.count).toBeNull();
  expect(counted.data.find((view) => view.name === "Mine alone")?.count).toBe(2);
});

describe("who may do what", () => {
  test("publishing to everyone, or to another team, is for managers", async () => {
    for (const fields of [{ scope: "everyone" }, { scope: "team", team_role: "finance" }])
      await expect(create("ops_agent", { name: "Too loud", ...fields })).rejects.toMatchObject({
        code: "forbidden",
      });
    const own = await create("ops_agent", { name: "Soon public" });
    const publish = updateViewInput.parse({ scope: "everyone" });
    await expect(desk.as("ops_agent", (ctx) => updateView(ctx, own.data.id, publish))).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("a filter the list would refuse is refused here, by name", async () => {
    await expect(create("ops_agent", { name: "Wrong", query: "status=GONE" })).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining("status"),
    });
  });

  test("colleagues change shared views only as managers, and private ones never", async () => {
    const shared = await create("ops_manager", { name: "Shared", scope: "everyone" });
    const rename = updateViewInput.parse({ name: "Renamed" });
    await expect(
      desk.as("ops_agent", (ctx) => updateView(ctx, shared.data.id, rename)),
    ).rejects.toMatchObject({ code: "forbidden" });
    const renamed = await desk.as("regional_manager", (ctx) => updateView(ctx, shared.data.id, rename));
    expect(renamed.data).toMatchObject({ name: "Renamed", scope: "everyone", is_editable: true });
    const makePrivate = updateViewInput.parse({ scope: "mine" });
    await expect(
      desk.as("regional_manager", (ctx) => updateView(ctx, shared.data.id, makePrivate)),
    ).rejects.toMatchObject({ code: "invalid_input" });
    const own = await create("ops_agent", { name: "Private" });
    await expect(desk.as("admin", (ctx) => deleteView(ctx, own.data.id))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(other.as("admin", (ctx) => deleteView(ctx, shared.data.id))).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

test("everyone orders their own list; deleting takes the view out of it", async () => {
  const before = (await desk.as("ops_agent", (ctx) => listViews(ctx))).data.map((view) => view.id);
  const managersBefore = await names("ops_manager");
  const reversed = before.toReversed();
  const { data } = await desk.as("ops_agent", (ctx) => orderViews(ctx, reversed));
  expect(data.map((view) => view.id)).toEqual(reversed);
  expect(await names("ops_manager")).toEqual(managersBefore);
  const own = data.find((view) => view.name === "Mine alone");
  await desk.as("ops_agent", (ctx) => deleteView(ctx, own?.id ?? ""));
  const after = (await desk.as("ops_agent", (ctx) => listViews(ctx))).data.map((view) => view.id);
  expect(after).toEqual(reversed.filter((id) => id !== own?.id));
  await expect(desk.as("finance", (ctx) => orderViews(ctx, before))).rejects.toMatchObject({
    code: "not_found",
  });
});

test("sharing, changing and deleting shared views is audited; private ones are private", async () => {
  const shared = await create("admin", { name: "Audited", scope: "everyone" });
  await desk.as("admin", (ctx) => updateView(ctx, shared.data.id, { name: "Audited again" }));
  await desk.as("admin", (ctx) => deleteView(ctx, shared.data.id));
  const own = await create("admin", { name: "Quiet" });
  const rows = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<{ action: string; view_id: string }[]>`
      select action, payload ->> 'view_id' as view_id from ticket_audit where action like 'VIEW%' order by id`,
  );
  const of = (id: string) => rows.filter((row) => row.view_id === id).map((row) => row.action);
  expect(of(shared.data.id)).toEqual(["VIEW_SHARED", "VIEW_CHANGED", "VIEW_DELETED"]);
  expect(of(own.data.id)).toEqual([]);
});
