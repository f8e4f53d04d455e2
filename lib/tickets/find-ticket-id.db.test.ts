import { beforeAll, expect, test } from "vitest";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { findTicketId } from "./find-ticket-id";

useTestDatabase();
let desk: Desk;
let other: Desk;
beforeAll(async () => {
  desk = await makeDesk();
  other = await makeDesk();
});

test("the number of one's own organization, or the id itself", async () => {
  const ticket = await desk.fill((ctx) => makeTicket(ctx));
  const foreign = await other.fill((ctx) => makeTicket(ctx));
  expect(foreign.number).toBe(ticket.number);
  const find = (value: string) => desk.as("admin", (ctx) => findTicketId(ctx, value));
  expect(await find(String(ticket.number))).toBe(ticket.id);
  expect(await find(ticket.id.toUpperCase())).toBe(ticket.id);
});

test.each(["99999", "0", "abc", "1e3", "-1", "12345678901", ""])("%j names no ticket", async (value) => {
  const attempt = desk.as("admin", (ctx) => findTicketId(ctx, value));
  await expect(attempt).rejects.toMatchObject({ code: "not_found" });
});
