import { expect, test } from "vitest";
import type { Dialect } from "./freshworks/dialect";
import { choicesOf } from "./freshworks/form-choices";
import { freshdesk } from "./freshworks/freshdesk";
import { freshservice } from "./freshworks/freshservice";
import { toConversation, toTimeEntry } from "./freshworks/map-ticket";
import { mergedIntoOf } from "./merge-note";
import { hasNextLink, pageOf, readCursor } from "./read-page";
import { besideOf, toComment, toTicket as toZendeskTicket } from "./zendesk/map-zendesk";

const bare = {
  id: 21000000007,
  subject: null,
  description: null,
  status: 1008,
  priority: null,
  source: 1001,
  type: null,
  requester_id: null,
  responder_id: null,
  group_id: null,
  department_id: null,
  due_by: "tickets[0]_due_by",
  fr_due_by: null,
  created_at: "2026-01-04T14:22:43Z",
  updated_at: "tickets[0]_updated_at",
};

test("a ticket of nulls, unknown codes and dates that are none is a ticket all the same", () => {
  for (const dialect of [freshservice, freshdesk] as Dialect[]) {
    expect(dialect.toTicket(bare)).toMatchObject({
      external_id: "21000000007",
      subject: null,
      description_html: null,
      status: "1008",
      priority: null,
      source: "1001",
      tags: [],
      requester_external_id: null,
      requester_name: null,
      due_at: null,
      closed_at: null,
      created_at: new Date("2026-01-04T14:22:43Z"),
      updated_at: new Date("2026-01-04T14:22:43Z"),
      is_deleted: false,
      raw: bare,
    });
  }
});

test("what is embedded is read: requester, stats, tags, workspace", () => {
  const ticket = freshservice.toTicket({
    ...bare,
    subject: "  Printer ",
    description: "<p>no<br>ink</p>",
    description_text: "no ink",
    requester_id: 5,
    requester: { id: 5, name: "Ana Ruiz", email: "ana@acme.example" },
    department_id: 9,
    workspace_id: 3,
    tags: ["ink", null, ""],
    deleted: true,
    updated_at: "2026-01-05T10:00:00+05:30",
    stats: {
      resolved_at: "2026-01-05T04:00:00Z",
      closed_at: null,
      first_responded_at: "2026-01-04T15:00:00Z",
    },
  });
  expect(ticket).toMatchObject({
    subject: "Printer",
    requester_external_id: "5",
    requester_name: "Ana Ruiz",
    requester_email: "ana@acme.example",
    company_external_id: "9",
    workspace_external_id: "3",
    tags: ["ink"],
    updated_at: new Date("2026-01-05T04:30:00Z"),
    resolved_at: new Date("2026-01-05T04:00:00Z"),
    closed_at: null,
    first_responded_at: new Date("2026-01-04T15:00:00Z"),
    is_deleted: true,
  });
});

test("a row without id, date or status is told apart and takes no other with it", () => {
  const page = pageOf(
    [bare, { ...bare, id: 8, created_at: "soon" }, { ...bare, id: 9, status: null }, { status: 2 }, "row"],
    freshservice.toTicket,
    null,
  );
  expect(page.rows).toHaveLength(1);
  expect(page.unreadable).toEqual([
    { external_id: "8", reason: "Neither created_at nor updated_at is a date." },
    { external_id: "9", reason: "It has no status." },
    { external_id: null, reason: "It has no id." },
    { external_id: null, reason: "It is not an object." },
  ]);
});

test("a row that a page holds twice counts once, in its later state", () => {
  const page = pageOf(
    [
      { ...bare, status: 2 },
      { ...bare, id: 8 },
      { ...bare, status: 5 },
    ],
    freshservice.toTicket,
    null,
  );
  expect(page.rows.map(({ external_id, status }) => [external_id, status])).toEqual([
    ["21000000007", "5"],
    ["8", "1008"],
  ]);
});

const note = { id: 1, body: "<p>x</p>", created_at: "2026-01-04T14:22:43Z", updated_at: null };

test("what does not say that it is public is private", () => {
  expect(toConversation({ ...note, private: false })).toMatchObject({ is_private: false });
  for (const isPrivate of [true, null, undefined])
    expect(toConversation({ ...note, private: isPrivate })).toMatchObject({ is_private: true });
  const beside = besideOf({});
  expect(toComment({ ...note, public: true }, beside)).toMatchObject({ is_private: false });
  expect(toComment({ ...note, public: undefined }, beside)).toMatchObject({ is_private: true });
});

test("the vendor's note of a merge names the ticket it went into", () => {
  expect(mergedIntoOf("This ticket is closed and merged into ticket 123")).toBe("123");
  expect(mergedIntoOf("This request was closed and merged into request #45 “Printer”.")).toBe("45");
  expect(mergedIntoOf("Ticket 12 was merged into this one.")).toBeNull();
  const body_text = "This ticket is closed and merged into ticket 7";
  expect(toConversation({ ...note, body_text })).toMatchObject({ merged_into_external_id: "7" });
  expect(toConversation({ ...note, body_text, incoming: true })).toMatchObject({
    merged_into_external_id: null,
  });
});

test("time that is not understood is null, work is billable unless it says otherwise", () => {
  const entry = { id: 1, time_spent: "10:15", agent_id: 5, created_at: "2026-01-04T14:22:43Z" };
  expect(toTimeEntry(entry)).toMatchObject({
    minutes: 615,
    is_billable: true,
    is_running: false,
    worked_at: null,
  });
  expect(
    toTimeEntry({
      ...entry,
      time_spent: "90",
      billable: false,
      timer_running: true,
      executed_at: "2026-01-03T00:00:00Z",
    }),
  ).toMatchObject({
    minutes: null,
    is_billable: false,
    is_running: true,
    worked_at: new Date("2026-01-03T00:00:00Z"),
  });
});

test("people and companies of Freshdesk, also as older accounts name their fields", () => {
  expect(
    freshdesk.toPerson({
      id: 1,
      name: "Rachel",
      email: "r@x.example",
      company_id: null,
      customer_id: 3,
      other_companies: [{ company_id: 4 }],
    }),
  ).toMatchObject({ external_id: "1", company_external_ids: ["3", "4"] });
  expect(
    freshdesk.toAgent({
      id: 2,
      contact: { name: "Sam", email: "s@x.example", active: true },
      group_ids: [1],
    }),
  ).toMatchObject({ name: "Sam", email: "s@x.example", group_external_ids: ["1"] });
  expect(
    freshservice.toPerson({ id: 3, first_name: "Greg", last_name: null, primary_email: null }),
  ).toMatchObject({
    name: "Greg",
    email: null,
  });
  expect(
    freshservice.toCompany({ id: 4, name: "Acme", custom_fields: { account_number: 100217 } }),
  ).toMatchObject({
    custom_fields: { account_number: 100217 },
  });
  expect(
    freshdesk.toTicket({
      ...bare,
      description: "a b",
      description_html: "<p>a b</p>",
      ticket_type: "Question",
      frDueBy: "2015-01-01T12:27:09+10:00",
    }),
  ).toMatchObject({
    description_html: "<p>a b</p>",
    description_text: "a b",
    type: "Question",
    first_response_due_at: new Date("2015-01-01T02:27:09Z"),
  });
});

test("Zendesk's ends come from the metrics beside the ticket", () => {
  const beside = besideOf({
    users: [{ id: 7, name: "Ana", email: "ana@acme.example", role: "end-user" }],
    metric_sets: [
      {
        ticket_id: 1,
        solved_at: "2026-01-02T00:00:00Z",
        status_updated_at: "2026-01-06T00:00:00Z",
        reply_time_in_minutes: { calendar: 30, business: null },
      },
    ],
  });
  const row = {
    id: 1,
    status: "closed",
    requester_id: 7,
    priority: null,
    created_at: "2026-01-01T00:00:00Z",
    via: { channel: "web" },
  };
  expect(toZendeskTicket(row, beside)).toMatchObject({
    status: "closed",
    priority: null,
    source: "web",
    requester_name: "Ana",
    first_responded_at: new Date("2026-01-01T00:30:00Z"),
    resolved_at: new Date("2026-01-02T00:00:00Z"),
    closed_at: new Date("2026-01-06T00:00:00Z"),
  });
  expect(toZendeskTicket({ ...row, status: "deleted" }, beside)).toMatchObject({
    is_deleted: true,
    closed_at: null,
  });
  expect(toComment({ ...note, author_id: 7, public: true }, beside)).toMatchObject({
    is_incoming: true,
    from_email: "ana@acme.example",
  });
});

test.each([
  ["objects with id and value", [{ id: 2, value: "Open" }]],
  ["objects with a label for agents", [{ id: 2, label: "Open", value: "Being processed" }]],
  ["pairs", [["Open", 2]]],
  ["a table from code to words", { 2: ["Open", "Being processed"] }],
  ["a table from words to code", { Open: 2 }],
])("choices written as %s", (_, choices) => {
  expect(choicesOf([{ name: "status", choices }], "status")).toEqual([{ code: "2", name: "Open" }]);
});

test("of the link header only that there is more is believed; a foreign cursor is refused", () => {
  expect(hasNextLink({ link: '<https://elsewhere.example/?page=2>; rel="next"' })).toBe(true);
  expect(hasNextLink({ link: '<https://x.example/?page=1>; rel="prev"' })).toBe(false);
  expect(hasNextLink({})).toBe(false);
  expect(() => readCursor("page 2", { page: 1 })).toThrow("Start the run again");
});
