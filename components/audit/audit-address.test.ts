import { expect, test } from "vitest";
import { auditAddress, auditQuery, readAuditAddress } from "./audit-address";

test.each([
  "/audit",
  "/audit?ticket_number=12",
  "/audit?actor_id=system%2Ca",
  "/audit?actor_id_not=a&action=CREATED%2CASSIGNED",
  "/audit?created_within=last_7_days",
  "/audit?from_date=2026-01-01&to_date=2026-01-31",
  "/audit?from_date=2026-01-01",
  "/audit?to_date=2026-01-31",
])("%s reads and writes the same", (address) => {
  const parameters = Object.fromEntries(new URL(address, "http://docket.test").searchParams);
  expect(auditAddress(readAuditAddress(parameters))).toBe(address);
});

test("a ticket is named by its number, with or without the sign", () => {
  expect(auditQuery({ search: "#12", conditions: [] })).toEqual({ ticket_number: "12" });
  expect(auditQuery({ search: "words", conditions: [] })).toEqual({ ticket_number: "0" });
});
