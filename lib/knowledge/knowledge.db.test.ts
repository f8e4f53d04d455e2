import { inflateRawSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import type { Context } from "@/lib/platform/organization";
import { callRoute, type RouteCall } from "@/prisma/seed/call-route";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeCompany, makeMessage, makeRequester, makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";

useTestDatabase();
let desk: Desk;
const tokens: Record<string, string> = {};
let acme: { id: string };
let twin: { id: string };
const people: Record<string, { id: string }> = {};
const tickets: Record<string, { id: string; number: number }> = {};

beforeAll(async () => {
  desk = await makeDesk();
  for (const role of ["ops_manager", "ops_agent", "admin", "shipper"] as const)
    tokens[role] = await desk.token(role);
  await desk.fill(fillDesk);
});

describe("one ticket", () => {
  test("comes as a masked document that says what was masked, without notes", async () => {
    const response = await ask("/knowledge/tickets/{id}", { params: { id: idOf("printer") } });
    expect(response.headers.get("content-type")).toBe("text/markdown; charset=utf-8");
    expect(response.headers.get("content-disposition")).toContain(`Ticket_${tickets.printer?.number}.md`);
    expect(response.headers.get("x-masked")).toBe("secrets=1; cards=0; emails=1; phones=0");
    const text = await response.text();
    expect(text).toContain("password: ***");
    expect(text).toContain("(d***@acme.example)");
    expect(text).not.toContain("Only for us");
  });

  test("has notes for whoever may take them out, and nothing unmasked below an admin", async () => {
    const call = (role: string, query: Record<string, string>) =>
      ask("/knowledge/tickets/{id}", {
        params: { id: idOf("printer") },
        query,
        token: tokens[role] ?? "",
      });
    expect(await (await call("ops_manager", { include_internal_notes: "true" })).text()).toContain(
      "Only for us",
    );
    expect((await call("ops_agent", { include_internal_notes: "true" })).status).not.toBe(200);
    expect((await call("ops_manager", { mask: "none" })).status).toBe(403);
    expect((await call("ops_manager", { mask: "secrets" })).status).toBe(403);
    expect(await (await call("admin", { mask: "none" })).text()).toContain("password: hunter2");
  });

  test("that is sensitive is not handed out", async () => {
    const { status } = await ask("/knowledge/tickets/{id}", {
      params: { id: idOf("sensitive") },
      token: tokens.admin ?? "",
    });
    expect(status).toBe(403);
  });
});

describe("a company", () => {
  test("is an archive of the tree, with a report; a slash in its name is no folder", async () => {
    const response = await ask("/knowledge/companies/{id}", {
      params: { id: "ACME-1" },
      query: { state: "any" },
    });
    expect(response.status).toBe(200);
    const files = unpack(Buffer.from(await response.arrayBuffer()));
    const folder = "Companies/Acme _ Sons (ACME-1)";
    const names = ["Dana", `Robin (${people.robin?.id})`, `robin (${people.other?.id})`];
    expect([...files.keys()].sort()).toEqual(
      [
        ...names.map((name) => `${folder}/Users/${name}/Contact.md`),
        `${folder}/Tickets/Ticket_17531.md`,
        `${folder}/Tickets/Ticket_${tickets.printer?.number}.md`,
        "report.json",
      ].sort(),
    );
    expect(files.get(`${folder}/Users/Dana/Contact.md`)).toContain("- **Email:** d***@acme.example");
    expect(JSON.parse(files.get("report.json") ?? "")).toMatchObject({
      tickets: 2,
      contacts: 3,
      internal_notes: false,
      masked: { secrets: 1, emails: 3, phones: 1 },
      not_masked: [],
    });
  });

  test("of the same name has an archive of its own", async () => {
    const response = await ask("/knowledge/companies/{id}", {
      params: { id: twin.id },
      query: { state: "any" },
    });
    const files = unpack(Buffer.from(await response.arrayBuffer()));
    expect([...files.keys()].filter((path) => path.includes("Ticket_"))).toHaveLength(1);
    expect([...files.keys()].join()).toContain(twin.id);
  });
});

describe("a selection", () => {
  test("is one text, newest first", async () => {
    const body = { ticket_ids: [idOf("printer"), idOf("mirrored"), idOf("sensitive")] };
    const text = await (await ask("/knowledge/selection", { body }, "POST")).text();
    expect(text.match(/^# Ticket #.*$/gm)).toEqual([
      `# Ticket #${tickets.printer?.number}: Printer \\<b>prints nothing`,
      "# Ticket #17531: # Two lines of a subject",
    ]);
  });

  test("or an archive of what a filter matches; nothing is refused with words", async () => {
    const body = { format: "zip", filters: { company_id: [acme.id] } };
    const response = await ask("/knowledge/selection", { body }, "POST");
    const files = unpack(Buffer.from(await response.arrayBuffer()));
    expect([...files.keys()].filter((path) => path.startsWith("Tickets/"))).toHaveLength(2);
    const none = await ask("/knowledge/selection", { body: { ticket_ids: [idOf("sensitive")] } }, "POST");
    expect(none.status).toBe(422);
  });
});

describe("the tree", () => {
  test("goes from the root to a ticket by ids that renaming does not change", async () => {
    const children = async (node: string) => {
      const answer = await json("/knowledge/tree", { query: { node } });
      return answer.data.children as { id: string; name: string; is_attached: boolean }[];
    };
    expect(await children("root")).toMatchObject([{ id: "root_Companies" }]);
    const companies = await children("root_Companies");
    expect(companies.map(({ name }) => name)).toEqual(["Acme / Sons", "Acme / Sons"]);
    expect(companies.map(({ id }) => id).sort()).toEqual(
      ["root_Companies_ACME-1", `root_Companies_${twin.id}`].sort(),
    );
    expect(await children("root_Companies_ACME-1")).toMatchObject([
      { name: "Users", is_attached: false },
      { name: "Tickets", is_attached: true },
    ]);
    expect((await children("root_Companies_ACME-1_Tickets")).map(({ name }) => name)).toEqual([
      `Ticket_${tickets.printer?.number}.md`,
      `Ticket_${tickets.sensitive?.number}.md`,
      "Ticket_17531.md",
    ]);
    const { status } = await ask("/knowledge/tree", { query: { node: "root_Companies_nobody" } });
    expect(status).toBe(404);
  });

  test("has a folder with a contact for each person, by pages, for those who may see people", async () => {
    const node = "root_Companies_ACME-1_Users";
    const first = await ask("/knowledge/tree", { query: { node, limit: "2" } });
    const page = (await first.json()) as {
      data: { children: { id: string; name: string }[] };
      pagination: { next_cursor: string };
    };
    expect(page.data.children).toMatchObject([
      { name: "Dana", id: `${node}_${people.dana?.id}` },
      { name: expect.stringMatching(/robin/i) },
    ]);
    const rest = await json("/knowledge/tree", {
      query: { node, limit: "2", cursor: page.pagination.next_cursor },
    });
    expect(rest.data.children).toHaveLength(1);
    const contact = `${node}_${people.dana?.id}_Contact.md`;
    const own = await json("/knowledge/tree", { query: { node: `${node}_${people.dana?.id}` } });
    expect(own.data.children).toMatchObject([
      { id: contact, name: "Contact.md", is_folder: false, title: "Contact Information for Dana" },
    ]);
    const token = await desk.token("ops_manager", ["knowledge:read", "companies:read"]);
    const hidden = await json("/knowledge/tree", { query: { node: "root_Companies_ACME-1" }, token });
    expect(hidden.data.children).toMatchObject([{ name: "Tickets" }]);
    for (const id of [node, contact, `${node}_${people.stranger?.id}`])
      expect(
        (await ask("/knowledge/tree", { query: { node: id }, ...(id !== contact && { token }) })).status,
      ).toBe(id === contact ? 200 : 404);
    const strange = await ask("/knowledge/tree", { query: { node: `${node}_${people.stranger?.id}` } });
    expect(strange.status).toBe(404);
  });

  test("hands out a contact alone, masked below an admin", async () => {
    const path = "/knowledge/requesters/{id}";
    const params = { id: people.robin?.id ?? "" };
    const masked = await ask(path, { params });
    expect(masked.headers.get("x-masked")).toBe("secrets=0; cards=0; emails=1; phones=1");
    expect(await masked.text()).toContain("- **Work Phone:** ***4567");
    expect((await ask(path, { params, query: { mask: "none" } })).status).toBe(403);
    const open = await ask(path, { params, query: { mask: "none" }, token: tokens.admin ?? "" });
    expect(await open.text()).toContain("- **Work Phone:** 030 1234567");
    const token = await desk.token("ops_manager", ["knowledge:read"]);
    expect((await ask(path, { params, token })).status).toBe(403);
    expect((await ask(path, { params: { id: tickets.printer?.id ?? "" } })).status).toBe(404);
  });

  test("names the attached folders as documented", async () => {
    const answer = await json("/knowledge/attached/{node}", { params: { node: "root_Companies_ACME-1" } });
    expect(answer).toEqual({
      attached_folders: [{ id: "root_Companies_ACME-1_Tickets", name: "Tickets" }],
    });
  });
});

describe("a context", () => {
  const node = "root_Companies_ACME-1";
  const context = async (body: object = {}, of = node) =>
    (await (await ask("/knowledge/context/{node}", { params: { node: of }, body }, "POST")).json()) as Record<
      string,
      never
    > & {
      context: string;
      included: { name: string; chars: number }[];
      omitted: { id: string; reason: string }[];
    };

  test("has the company's finished tickets under its heading, and names what it left out", async () => {
    const answer = await context();
    expect(answer.context.split("\n").slice(0, 5)).toEqual([
      "### Context: Acme / Sons",
      "",
      "File: Ticket_17531.md (from attached folder: Tickets)",
      "",
      "#### Ticket #17531: # Two lines of a subject",
    ]);
    expect(answer).toMatchObject({
      included: [{ name: "Ticket_17531.md", id: `${node}_Tickets_Ticket_17531.md` }],
      truncated: false,
      chars: answer.context.length,
    });
    const all = await context({ state: "any" });
    expect(all.included.map(({ name }) => name)).toEqual([
      `Ticket_${tickets.printer?.number}.md`,
      "Ticket_17531.md",
    ]);
    expect(all.omitted.map(({ reason }) => reason)).toEqual(["sensitive"]);
    expect(all.masked).toMatchObject({ secrets: 1 });
  });

  test("ends where its length does", async () => {
    const answer = await context({ state: "any", max_chars: 700 });
    expect(answer).toMatchObject({ truncated: true });
    expect(answer.chars).toBeLessThanOrEqual(700);
    expect(answer.included).toHaveLength(1);
    expect(answer.omitted.map(({ reason }) => reason)).toContain("max_chars");
  });

  test("of a ticket begins with it; a folder can be left out, and a period be chosen", async () => {
    const own = await context({ state: "any" }, `${node}_Tickets_Ticket_17531.md`);
    expect(own.included[0]?.name).toBe("Ticket_17531.md");
    const without = await context({ excluded_ids: [`${node}_Tickets`] });
    expect((await context({ excluded_ids: [] })).included).toHaveLength(1);
    expect(without).toMatchObject({ context: "", omitted: [{ reason: "excluded" }] });
    expect((await context({ state: "any", from_date: "2999-01-01" })).included).toEqual([]);
    expect((await context({ state: "any", to_date: "2025-12-31" })).included).toHaveLength(1);
    expect(await context({}, "root")).toMatchObject({ context: "", chars: 0 });
  });

  test("of a person ends with their contact, which has its place however long the rest is", async () => {
    const user = `${node}_Users_${people.dana?.id}`;
    const answer = await context({ state: "any", max_chars: 700 }, user);
    expect(answer.included.at(-1)).toMatchObject({ name: "Contact.md", id: `${user}_Contact.md` });
    expect(answer.context.split("\n").slice(-12, -6)).toEqual([
      "##### Context: Dana",
      "",
      "File: Contact.md",
      "",
      "###### Contact Information for Dana",
      "",
    ]);
    expect(answer.chars).toBeLessThanOrEqual(700);
    expect(answer.context).toContain("- **Active:** Yes");
  });

  test("is refused in the documented shape on the documented path", async () => {
    const response = await ask("/knowledge/context/{node}", {
      params: { node: "root_nowhere" },
      address: "/api/context/{node}",
    });
    expect([response.status, await response.json()]).toEqual([
      404,
      { error: "No such node, or you may not see it." },
    ]);
  });
});

test("search ranks, marks what it found and stays with the company", async () => {
  const find = async (query: Record<string, string>) =>
    (await json("/knowledge/search", { query })).data as unknown as {
      ticket_id: string;
      id: string;
      excerpt: { text: string; is_match: boolean }[];
    }[];
  const hits = await find({ query: "printer", company_id: acme.id });
  expect(hits.map(({ ticket_id }) => ticket_id)).toEqual([idOf("printer"), idOf("mirrored")]);
  expect(hits[1]?.excerpt.filter(({ is_match }) => is_match).map(({ text }) => text)).toEqual(["printer"]);
  expect(hits[1]?.id).toBe("root_Companies_ACME-1_Tickets_Ticket_17531.md");
  expect(await find({ query: "printer", company_id: twin.id })).toEqual([]);
  expect(await find({ query: "harassment" })).toEqual([]);
});

test("requesters have no part in it", async () => {
  const response = await ask("/knowledge/context/{node}", {
    params: { node: "root" },
    token: tokens.shipper ?? "",
  });
  expect(response.status).toBe(403);
});

function ask(path: string, call: RouteCall, method: "GET" | "POST" = "GET"): Promise<Response> {
  return callRoute(method, path, { token: tokens.ops_manager ?? "", ...call });
}

async function json(path: string, call: RouteCall) {
  const response = await ask(path, call);
  expect(response.status).toBe(200);
  return (await response.json()) as { data: { children: unknown } };
}

function idOf(name: string): string {
  return tickets[name]?.id ?? "";
}

async function fillDesk(ctx: Context): Promise<void> {
  acme = await makeCompany(ctx, { name: "Acme / Sons", account_number: "ACME-1" });
  twin = await makeCompany(ctx, { name: "Acme / Sons" });
  const dana = await makeRequester(ctx, { name: "Dana", email: "dana@acme.example", company_id: acme.id });
  people.dana = dana;
  const ofAcme = { company_id: acme.id };
  people.robin = await makeRequester(ctx, {
    ...ofAcme,
    name: "Robin",
    email: "robin@acme.example",
    phone: "030 1234567",
  });
  people.other = await makeRequester(ctx, { ...ofAcme, name: "robin", email: null });
  people.stranger = await makeRequester(ctx, { name: "Stranger", email: null, company_id: twin.id });
  const common = { company_id: acme.id, requester_id: dana.id };
  const add = async (name: string, fields: object, at: string) => {
    tickets[name] = await makeTicket(ctx, { ...common, ...fields, created_at: at, updated_at: at });
  };
  await add(
    "mirrored",
    {
      title: "# Two lines\nof a subject",
      description: "The text names a printer once.",
      source: "freshservice",
      external_id: "17531",
      status: "CLOSED",
      requester_id: null,
    },
    "2025-10-03T08:00:00Z",
  );
  await add(
    "printer",
    {
      title: "Printer <b>prints nothing",
      description: "My printer has the password: hunter2 on its printer label.",
    },
    "2026-01-05T08:00:00Z",
  );
  await add("sensitive", { title: "Harassment", is_sensitive: true }, "2026-01-06T08:00:00Z");
  await makeMessage(ctx, tickets.printer ?? { id: "" }, {
    message_text: "Only for us: old printer.",
    is_internal_note: true,
    created_at: "2026-01-05T09:00:00Z",
  });
  await makeTicket(ctx, { company_id: twin.id, title: "Of the other Acme" });
}

/** The archive by its directory. */
function unpack(archive: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const end = archive.lastIndexOf("PK\u0005\u0006", undefined, "latin1");
  let entry = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const size = archive.readUInt32LE(entry + 20);
    const nameLength = archive.readUInt16LE(entry + 28);
    const name = archive.toString("utf8", entry + 46, entry + 46 + nameLength);
    const local = archive.readUInt32LE(entry + 42);
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    files.set(name, inflateRawSync(archive.subarray(from, from + size)).toString());
    entry += 46 + nameLength + archive.readUInt16LE(entry + 30) + archive.readUInt16LE(entry + 32);
  }
  return files;
}
