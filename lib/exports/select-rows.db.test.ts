import { beforeAll, describe, expect, test } from "vitest";
import { type Role, staffRoles } from "@/lib/platform/permissions";
import { listTickets } from "@/lib/tickets/list-tickets";
import { openSensitiveTicket } from "@/lib/tickets/open-sensitive-ticket";
import { listTicketsQuery, type TicketRow, ticketSorts } from "@/lib/tickets/schema";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeCompany, makeRequester, makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { exportColumns, requestExportInput } from "./schema";
import { countRows, type ExportedRow, selectRows } from "./select-rows";

useTestDatabase();
let desk: Desk;
let sensitive: { id: string };
let chosen: string[];
beforeAll(async () => {
  desk = await makeDesk({ time_zone: "Asia/Kolkata" });
  const other = await makeDesk();
  await other.fill((ctx) => makeTicket(ctx, { title: "Another organization's" }));
  await desk.fill(async (ctx) => {
    const company = await makeCompany(ctx, { name: "Weiss Transport" });
    const requester = await makeRequester(ctx, {
      name: "Hanna Weiss",
      email: "hanna@example.com",
      phone: "+91 98765 43210",
    });
    const people = desk.people;
    const shared = {
      requester_id: requester.id,
      company_id: company.id,
      tags: ["late", "cold"],
      severity: "major",
    };
    const made = [
      await makeTicket(ctx, { ...shared, owner_id: people.ops_agent.id, owner_role: "ops_agent" }),
      await makeTicket(ctx, { ...shared, owner_role: "finance", linked_type: "payment", linked_id: "P-1" }),
      await makeTicket(ctx, {
        owner_role: "ops_agent",
        priority: "CRITICAL",
        assigned_franchise_id: desk.franchise.id,
      }),
      await makeTicket(ctx, {
        title: "Call hanna@example.com back",
        status: "OPEN",
        created_by_id: people.operator.id,
      }),
    ];
    chosen = made.slice(0, 2).map(({ id }) => id);
    await makeTicket(ctx, { archived: true, title: "An archived one" });
    sensitive = await makeTicket(ctx, {
      ...shared,
      is_sensitive: true,
      title: "A secret title",
      description: "A secret description",
      resolution_summary: "A secret end",
      linked_type: "user",
      linked_id: "U-secret",
      external_id: "E-secret",
      source: "import",
      owner_role: "ops_manager",
      created_by_id: people.operator.id,
    });
  });
});

type Fields = Record<string, ExportedRow[number]>;

async function exported(role: Role, input: object = {}): Promise<Fields[]> {
  const spec = requestExportInput.parse({ columns: exportColumns, ...input });
  return desk.as(role, async (ctx) => {
    const count = await countRows(ctx, spec);
    const rows: Fields[] = [];
    for await (const batch of selectRows(ctx, spec))
      for (const row of batch)
        rows.push(Object.fromEntries(spec.columns.map((name, at) => [name, row[at] ?? null])));
    expect(rows).toHaveLength(count);
    return rows;
  });
}

const listed = (role: Role, query: object = {}): Promise<TicketRow[]> =>
  desk.as(
    role,
    async (ctx) =>
      (await listTickets(ctx, listTicketsQuery.parse({ include: "description", ...query }))).data,
  );

describe.each(staffRoles)("%s", (role) => {
  test("exports what the list shows, field by field", async () => {
    const rows = await exported(role);
    const list = (await listed(role)) as unknown as Record<string, unknown>[];
    expect(rows.map(({ id }) => id)).toEqual(list.map(({ id }) => id));
    const masked = ["requester_name", "title", "description"];
    for (const [at, row] of rows.entries())
      for (const [name, value] of Object.entries(row)) {
        const shown = list[at]?.[name];
        if (shown === undefined || (role !== "admin" && masked.includes(name))) continue;
        const plain = shown instanceof Date ? shown.toISOString() : shown;
        // Blanked texts are null in a file: an empty one would say that there is none.
        expect([name, value ?? ""]).toEqual([name, plain ?? ""]);
      }
  });

  test("gets nothing out of a sensitive ticket it has not opened", async () => {
    const text = JSON.stringify(await exported(role, { filters: { archived: "any" } }));
    expect(text).not.toMatch(/secret/i);
    expect(text).not.toContain("Another organization");
  });
});

test.each(ticketSorts.flatMap((sort) => (["asc", "desc"] as const).map((order) => ({ sort, order }))))(
  "sorted by $sort $order as the list is",
  async ({ sort, order }) => {
    const ids = (rows: { id?: unknown }[]) => rows.map(({ id }) => id);
    expect(ids(await exported("admin", { sort, order }))).toEqual(
      ids(await listed("admin", { sort, order })),
    );
  },
);

test("filters as the list does, or takes what was selected", async () => {
  const filters = { owner_role: "ops_agent,finance", search: "" };
  expect((await exported("admin", { filters })).map(({ id }) => id)).toEqual(
    (await listed("admin", filters)).map(({ id }) => id),
  );
  expect((await exported("admin", { ticket_ids: chosen })).map(({ id }) => id).sort()).toEqual(
    [...chosen].sort(),
  );
  expect(await exported("franchise_agent", { ticket_ids: chosen })).toEqual([]);
  const rest = await exported("admin", { except_ids: chosen });
  expect(rest.map(({ id }) => id)).not.toContain(chosen[0]);
  expect(rest).toHaveLength((await exported("admin")).length - 2);
});

test("personal data is masked for everyone but the admin, the desk's own people never", async () => {
  const find = (rows: Fields[]) => rows.find(({ id }) => id === chosen[0]);
  const admin = find(await exported("admin"));
  const manager = find(await exported("ceo_oncall"));
  expect(admin).toMatchObject({
    requester_name: "Hanna Weiss",
    requester_email: "hanna@example.com",
    requester_phone: "+91 98765 43210",
    company_name: "Weiss Transport",
  });
  expect(manager).toMatchObject({
    requester_name: "Hanna ***",
    requester_email: "h***@example.com",
    requester_phone: "***3210",
    company_name: "Weiss Transport",
    owner_name: admin?.owner_name,
  });
  const titles = (await exported("ops_manager")).map(({ title }) => title);
  expect(titles).toContain("Call h***@example.com back");
});

test("instants are UTC, or the organization's with its offset", async () => {
  const [utc] = await exported("admin", { columns: ["created_at", "closed_at"] });
  const [local] = await exported("admin", {
    columns: ["created_at", "closed_at"],
    time_zone: "organization",
  });
  expect(utc?.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(local?.created_at).toMatch(/\+05:30$/);
  expect(Date.parse(String(local?.created_at))).toBe(Date.parse(String(utc?.created_at)));
  expect(utc?.closed_at).toBeNull();
});

test("a sensitive ticket opened with a reason is in the file", async () => {
  await desk.as("ops_manager", (ctx) =>
    openSensitiveTicket(ctx, sensitive.id, "Customer asks for a copy of their ticket."),
  );
  const row = (await exported("ops_manager")).find(({ id }) => id === sensitive.id);
  expect(row).toMatchObject({
    title: "A secret title",
    linked_id: "U-secret",
    resolution_summary: "A secret end",
  });
});
