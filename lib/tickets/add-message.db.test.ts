import { beforeAll, describe, expect, test } from "vitest";
import type { Role } from "@/lib/platform/permissions";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeMessage, makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { addMessage } from "./add-message";
import { getTicket } from "./get-ticket";
import { listMessages } from "./list-messages";
import { createMessageInput, listMessagesQuery } from "./schema";

useTestDatabase();
let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
});

const make = (fields: Record<string, unknown> = {}) =>
  desk.fill((ctx) =>
    makeTicket(ctx, {
      created_by_id: desk.people.shipper.id,
      created_by_role: "shipper",
      owner_role: "ops_agent",
      ...fields,
    }),
  );

async function say(role: Role, id: string, fields: object, now?: Date) {
  const input = createMessageInput.parse(fields);
  return (await desk.as(role, (ctx) => addMessage(ctx, id, input), { now })).data;
}
async function read(role: Role, id: string, query: object = {}) {
  return desk.as(role, (ctx) => listMessages(ctx, id, listMessagesQuery.parse(query)));
}
async function firstResponse(id: string) {
  return (await desk.as("admin", (ctx) => getTicket(ctx, id))).data.first_response_at;
}

test("a reply: row, audit, event, and a version that stays", async () => {
  const ticket = await make();
  const message = await say("ops_agent", ticket.id, { message: "We found it.\n\nIt arrives today." });
  expect(message).toMatchObject({
    message: "<p>We found it.</p><p>It arrives today.</p>",
    message_text: "We found it.\nIt arrives today.",
    is_internal_note: false,
    actor_name: desk.people.ops_agent.name,
  });
  const { audit, events } = await desk.trail(ticket);
  expect(audit.map((row) => row.action)).toContain("MESSAGE_ADDED");
  expect(audit.find((row) => row.action === "MESSAGE_ADDED")).toMatchObject({
    actor_id: desk.people.ops_agent.id,
    payload: { message_id: message.id },
  });
  expect(events.map((event) => event.name)).toEqual(["ticket.message_added"]);
  expect((await desk.as("admin", (ctx) => getTicket(ctx, ticket.id))).data.version).toBe(1);
});

describe("markup", () => {
  test.each([
    ["<p>Hello<script>alert(1)</script></p>", "<p>Hello</p>"],
    ['<p onclick="x()">Hello</p>', "<p>Hello</p>"],
    [
      '<a href="javascript:alert(1)">Hello</a>',
      '<a rel="noopener noreferrer nofollow" target="_blank">Hello</a>',
    ],
    ["1 < 2 & 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"],
  ])("%s", async (message, clean) => {
    expect((await say("ops_agent", (await make()).id, { message })).message).toBe(clean);
  });

  test("that leaves no word is refused", async () => {
    const ticket = await make();
    await expect(
      say("ops_agent", ticket.id, { message: "<p> </p><script>x</script>" }),
    ).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  test("attachments are web addresses", () => {
    expect(() =>
      createMessageInput.parse({ message: "See this", attachments: ["javascript:alert(1)"] }),
    ).toThrow();
  });
});

describe("first response", () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour));

  test("is the first public reply of the desk, and stays", async () => {
    const ticket = await make();
    await say("shipper", ticket.id, { message: "Any news about it?" }, at(8));
    expect(await firstResponse(ticket.id)).toBeNull();
    await say("ops_agent", ticket.id, { message: "A note among us.", is_internal_note: true }, at(9));
    expect(await firstResponse(ticket.id)).toBeNull();
    await say("ops_agent", ticket.id, { message: "We are looking into it." }, at(10));
    expect(await firstResponse(ticket.id)).toEqual(at(10));
    await say("finance", (await make()).id, { message: "Another ticket." }, at(11)).catch(() => undefined);
    await say("ops_manager", ticket.id, { message: "It is solved." }, at(12));
    expect(await firstResponse(ticket.id)).toEqual(at(10));
  });

  test("is not the creator's own word", async () => {
    const ticket = await make({ created_by_id: desk.people.ops_agent.id, created_by_role: "ops_agent" });
    await say("ops_agent", ticket.id, { message: "One more thing to add." });
    expect(await firstResponse(ticket.id)).toBeNull();
    await say("ops_manager", ticket.id, { message: "Thank you, I take it." });
    expect(await firstResponse(ticket.id)).not.toBeNull();
  });

  test("is not a machine's", async () => {
    const ticket = await make();
    await desk.fill((ctx) => makeMessage(ctx, ticket));
    expect(await firstResponse(ticket.id)).toBeNull();
  });

  test("is the earliest when several arrive in one statement", async () => {
    const ticket = await make();
    await desk.fill(
      (ctx) =>
        ctx.tx
          .$executeRaw`insert into ticket_messages (ticket_id, actor_id, actor_role, message, message_text, created_at)
        select ${ticket.id}::uuid, ${desk.people.ops_agent.id}::uuid, 'ops_agent', 'x', 'x', ${at(10)}::timestamptz + n * interval '1 hour' from generate_series(3, 0, -1) n`,
    );
    expect(await firstResponse(ticket.id)).toEqual(at(10));
  });
});

describe("internal notes", () => {
  test("reach the desk and never a requester: rows, total and pages", async () => {
    const ticket = await make();
    await say("ops_agent", ticket.id, { message: "The first public reply." });
    await say("ops_agent", ticket.id, { message: "A secret among us.", is_internal_note: true });
    await say("shipper", ticket.id, { message: "Thank you for the reply." });
    const desks = await read("ops_agent", ticket.id);
    expect(desks.pagination.total).toBe(3);
    const theirs = await read("shipper", ticket.id, { limit: 1 });
    expect(theirs.pagination.total).toBe(2);
    const second = await read("shipper", ticket.id, { limit: 1, cursor: theirs.pagination.next_cursor });
    expect([...theirs.data, ...second.data].map((message) => message.message_text)).toEqual([
      "The first public reply.",
      "Thank you for the reply.",
    ]);
    expect(second.pagination.next_cursor).toBeNull();
    const detail = await desk.as("shipper", (ctx) => getTicket(ctx, ticket.id));
    expect(JSON.stringify([theirs, second, detail])).not.toContain("secret");
  });

  test("are written by the desk alone", async () => {
    const ticket = await make();
    await expect(
      say("shipper", ticket.id, { message: "Not for me.", is_internal_note: true }),
    ).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("may be added to a closed ticket, replies not", async () => {
    const ticket = await make({ status: "CLOSED" });
    await say("ops_agent", ticket.id, { message: "For the record.", is_internal_note: true });
    await expect(say("ops_agent", ticket.id, { message: "Too late." })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

test("only people of the organization are mentioned", async () => {
  const foreign = await makeDesk();
  const mentions = [desk.people.finance.id, foreign.people.finance.id];
  const message = await say("ops_agent", (await make()).id, { message: "Please look.", mentions });
  expect(message.mentions).toEqual([desk.people.finance.id]);
});

test.each(["asc", "desc"] as const)("pages visit every message once, ties too (%s)", async (order) => {
  const ticket = await make();
  await desk.fill(async (ctx) => {
    for (let n = 0; n < 23; n += 1)
      await makeMessage(ctx, ticket, {
        message_text: `Message ${n}`,
        created_at: new Date(Date.UTC(2026, 0, 1, 0, 0, Math.floor(n / 5))),
      });
  });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await read("ops_agent", ticket.id, { order, limit: 4, cursor });
    seen.push(...page.data.map((message) => message.id));
    cursor = page.pagination.next_cursor ?? undefined;
  } while (cursor);
  expect(seen).toHaveLength(23);
  expect(new Set(seen).size).toBe(23);
});

test("requesters mention nobody, and nobody mentions them", async () => {
  const ticket = await make({ created_by_id: desk.people.driver.id, created_by_role: "driver" });
  const fromRequester = await say("driver", ticket.id, {
    message: "Please look.",
    mentions: [desk.people.finance.id],
  });
  expect(fromRequester.mentions).toEqual([]);
  const note = await say("ops_agent", ticket.id, {
    message: "The driver may be lying.",
    is_internal_note: true,
    mentions: [desk.people.driver.id, desk.people.finance.id],
  });
  expect(note.mentions).toEqual([desk.people.finance.id]);
});
