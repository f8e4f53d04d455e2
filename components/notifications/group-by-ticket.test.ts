import { expect, test } from "vitest";
import { groupByTicket } from "./group-by-ticket";
import type { NotificationData } from "./notification-queries";

const item = (ticket: number, id: string, read_at: string | null = null): NotificationData => ({
  id,
  kind: "replied",
  reason: "owner",
  ticket_id: `t${ticket}`,
  ticket_number: ticket,
  ticket_title: `Ticket ${ticket}`,
  actor_name: "Ada",
  text: "Ada replied.",
  excerpt: null,
  created_at: "2026-06-01T12:00:00.000Z",
  read_at,
});

test("a ticket stands where its newest notification stands, with all of its own", () => {
  const groups = groupByTicket([
    item(2, "d"),
    item(1, "c"),
    item(2, "b", "2026-06-01T12:00:00.000Z"),
    item(1, "a"),
  ]);
  expect(
    groups.map(({ ticket_number, unread, items }) => [
      ticket_number,
      unread,
      items.map(({ id }) => id).join(""),
    ]),
  ).toEqual([
    [2, 1, "db"],
    [1, 2, "ca"],
  ]);
  expect(groupByTicket([])).toEqual([]);
});
