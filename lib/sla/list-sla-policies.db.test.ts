import { beforeAll, expect, test } from "vitest";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { listSlaPolicies } from "./list-sla-policies";

useTestDatabase();
let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
  await makeDesk();
});

test("one policy for each priority of the own organization, lowest first", async () => {
  const { data } = await desk.as("ops_agent", (ctx) => listSlaPolicies(ctx));
  expect(data.map(({ priority }) => priority)).toEqual(["LOW", "MEDIUM", "HIGH", "CRITICAL"]);
  expect(data[1]).toEqual({
    priority: "MEDIUM",
    response_time_minutes: 480,
    resolution_time_minutes: 2880,
    escalation_chain: ["ops_agent", "ops_manager", "regional_manager"],
  });
});
