import { beforeAll, describe, expect, test } from "vitest";
import type { Context } from "@/lib/platform/organization";
import { callRoute, type RouteCall } from "@/prisma/seed/call-route";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeCompany, makeMessage, makeRequester, makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";

useTestDatabase();
let desk: Desk;
let token: string;
let company: { id: string };
let mirrored: { id: string };
let native: { id: string; number: number };
const account = "481516";
const documentedPath = "/api/companies/{id}/tickets";

beforeAll(async () => {
  desk = await makeDesk({ time_zone: "America/New_York" });
  token = await desk.token("ops_manager");
  await desk.fill(fillCompany);
});

describe("the documented answer", () => {
  test("has every field in its place, with the vendor's id and words, and hours as a number", async () => {
    const [ticket] = await read({ year: "2025" });
    expect(Object.keys(ticket ?? {}).slice(0, 15)).toEqual([
      "ticket_id",
      "ticket_number",
      "subject",
      "description",
      "description_text",
      "status",
      "priority",
      "requester_email",
      "requester_name",
      "created_at",
      "last_updated_at",
      "closed_at",
      "total_hours_spent",
      "conversations",
      "notes",
    ]);
    expect(ticket).toMatchObject({
      ticket_id: 17531,
      ticket_number: "17531",
      subject: "Email not working",
      description: "<p>It does not start.</p>",
      status: "Waiting on Customer",
      priority: "High",
      requester_email: "dana@acme.example",
      requester_name: "Dana",
      last_updated_at: "2025-12-31T23:30:00Z",
      total_hours_spent: 1.5,
      status_text: "Waiting on Customer",
      are_hours_known: true,
      source: "freshservice",
      deleted_at: null,
    });
    expect(ticket?.conversations).toEqual([
      {
        id: 9001,
        body: "Please try again.",
        body_html: "<p>Please try again.</p>",
        from_email: "help@desk.example",
        to_emails: ["dana@acme.example"],
        created_at: "2025-10-03T09:00:00Z",
        updated_at: "2025-10-03T09:05:00Z",
        incoming: false,
        private: false,
        user_id: 77,
        support_email: null,
      },
    ]);
    expect(ticket?.notes).toMatchObject([{ body: "Her password is on the sticker.", private: true }]);
  });

  test("names a native ticket by its number, in the documented words", async () => {
    const found = (await read()).find((ticket) => ticket.source === "native");
    expect(found).toMatchObject({
      ticket_id: native.number,
      status: "Open",
      status_text: "In progress",
      priority: "Urgent",
      priority_text: "Critical",
      total_hours_spent: 0,
    });
  });

  test("counts a year in the organization's zone", async () => {
    // 23:30 UTC of the last day is 18:30 in New York; half past four in the morning of the next is still that day.
    expect((await read({ year: "2025" })).map((ticket) => ticket.ticket_id)).toEqual([17531, 17532]);
    expect((await read({ year: "2024" })).length).toBe(0);
  });

  test("leaves out what is deleted at the vendor, or flags it where asked to", async () => {
    expect((await read()).map((ticket) => ticket.ticket_id)).not.toContain(17533);
    const all = await read({ include_deleted: "true" });
    expect(all.find((ticket) => ticket.ticket_id === 17533)?.deleted_at).toMatch(/Z$/);
  });

  test("says nothing of a sensitive ticket but that it is there", async () => {
    const hidden = (await read()).find((ticket) => ticket.subject === "Sensitive ticket");
    expect(hidden).toMatchObject({ description: "", requester_email: null, conversations: [], notes: [] });
  });

  test("refuses in the documented shape on the documented path", async () => {
    const missing = await ask({}, { params: { id: "nobody" }, address: documentedPath });
    expect([missing.status, await missing.json()]).toEqual([
      404,
      { error: "No such company, or you may not see it." },
    ]);
    const own = await ask({}, { params: { id: "nobody" } });
    expect(own.headers.get("content-type")).toContain("application/problem+json");
  });

  test("keeps notes from whoever may not take them out", async () => {
    const narrow = await desk.token("ops_manager", ["companies:export"]);
    const response = await ask({}, { token: narrow });
    expect(response.headers.get("x-notes")).toBe("withheld");
    expect(await response.text()).not.toContain("sticker");
  });
});

describe("hours", () => {
  test("are charged at the minimum, but never where they could not be read", async () => {
    const charge = (minutes: number) =>
      desk.fill((ctx) =>
        ctx.tx.company.update({ where: { id: company.id }, data: { minimum_charge_minutes: minutes } }),
      );
    await charge(15);
    const hours = Object.fromEntries((await read()).map((one) => [one.ticket_id, one.total_hours_spent]));
    expect(hours).toMatchObject({ 17531: 1.5, 17532: 0, [native.number]: 0.25 });
    await charge(0);
  });
});

describe("paging and asking again", () => {
  test("pages by cursor meet every ticket once", async () => {
    const whole = await read();
    const paged: unknown[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: Response = await ask({ limit: "1", ...(cursor && { cursor }) });
      paged.push(...((await page.json()) as unknown[]));
      cursor = page.headers.get("x-next-cursor");
      expect(page.headers.get("link") !== null).toBe(cursor !== null);
    }
    expect(paged).toEqual(whole);
  });

  test("answers 304 until something changes, and since then only that", async () => {
    const first = await ask();
    const etag = first.headers.get("etag") ?? "";
    const asOf = first.headers.get("x-as-of") ?? "";
    expect((await ask({}, { headers: { "if-none-match": etag } })).status).toBe(304);
    await desk.fill((ctx) => makeMessage(ctx, native, { message: "<p>New</p>", message_text: "New" }));
    expect((await ask({}, { headers: { "if-none-match": etag } })).status).toBe(200);
    const changed = await read({ updated_since: asOf });
    expect(changed.map((ticket) => ticket.ticket_id)).toEqual([native.number]);
    expect((await read({ updated_since: "2999-01-01T00:00:00Z" })).length).toBe(0);
  });
});

test("the view shows an organization its own tickets alone", async () => {
  const other = await makeDesk();
  const count = (of: Desk) =>
    of.fill((ctx) => ctx.tx.$queryRaw<{ n: number }[]>`select count(*)::int as n from ticket_details`);
  expect(await count(other)).toEqual([{ n: 0 }]);
  expect((await count(desk))[0]?.n).toBeGreaterThan(3);
});

type Read = Record<string, unknown> & { ticket_id: number; total_hours_spent: number };

function ask(query: Record<string, string> = {}, call: RouteCall = {}): Promise<Response> {
  return callRoute("GET", "/companies/{id}/tickets", { token, params: { id: account }, query, ...call });
}

async function read(query: Record<string, string> = {}): Promise<Read[]> {
  const response = await ask(query);
  expect(response.status).toBe(200);
  return (await response.json()) as Read[];
}

async function fillCompany(ctx: Context): Promise<void> {
  company = await makeCompany(ctx, { name: "Acme", account_number: account });
  const dana = await makeRequester(ctx, {
    name: "Dana",
    email: "dana@acme.example",
    company_id: company.id,
  });
  const connection = await ctx.tx.syncConnection.create({
    data: {
      vendor: "freshservice",
      name: "Acme desk",
      source: "freshservice",
      base_url: "https://acme.example",
      key_sealed: "sealed",
    },
  });
  const common = { company_id: company.id, requester_id: dana.id, source: "freshservice" };
  const add = async (external_id: string, fields: object, source: object) => {
    const ticket = await makeTicket(ctx, { ...common, external_id, ...fields });
    await ctx.tx.ticketSource.create({
      data: {
        ticket_id: ticket.id,
        connection_id: connection.id,
        external_id,
        vendor_created_at: new Date("2025-10-03T08:00:00Z"),
        vendor_updated_at: new Date("2026-01-01T04:30:00Z"),
        checksum: external_id,
        ...source,
      },
    });
    return ticket;
  };
  mirrored = await add(
    "17531",
    { title: "Email not working", description: "It does not start." },
    {
      status_code: "9",
      status_text: "Waiting on Customer",
      priority_code: "3",
      priority_text: "high",
      vendor_updated_at: new Date("2025-12-31T23:30:00Z"),
      time_entries_read_at: new Date(),
    },
  );
  await ctx.tx
    .$executeRaw`update ticket_sources set description_html = '<p>It does not start.</p>' where ticket_id = ${mirrored.id}::uuid`;
  await add("17532", { title: "Hours are not read yet" }, {});
  await add("17533", { archived: true }, { deleted_at: new Date(), deleted_reason: "deleted" });
  const message = { from_email: "help@desk.example", created_at: "2025-10-03T09:00:00Z" };
  await makeMessage(ctx, mirrored, {
    ...message,
    external_id: "9001",
    message: "<p>Please try again.</p>",
    message_text: "Please try again.",
    to_emails: ["dana@acme.example"],
    is_incoming: false,
    edited_at: "2025-10-03T09:05:00Z",
    author_external_id: "77",
  });
  await makeMessage(ctx, mirrored, {
    ...message,
    external_id: "9002",
    message: "<p>Her password is on the sticker.</p>",
    message_text: "Her password is on the sticker.",
    is_internal_note: true,
  });
  for (const [external_id, minutes, is_billable] of [
    ["1", 60, true],
    ["2", 30, true],
    ["3", 45, false],
    ["4", null, true],
  ] as const)
    await ctx.tx.timeEntry.create({
      data: { ticket_id: mirrored.id, source: "freshservice", external_id, minutes, is_billable },
    });
  native = await makeTicket(ctx, { company_id: company.id, priority: "CRITICAL", status: "IN_PROGRESS" });
  await makeTicket(ctx, { company_id: company.id, is_sensitive: true, title: "Harassment" });
  await makeTicket(ctx, { title: "Of no company" });
}
