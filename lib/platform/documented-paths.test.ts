import { expect, test } from "vitest";
import { operations } from "@/lib/openapi/endpoints";
import config from "@/next.config";

type Rewrite = { source: string; destination: string };
const rewrites = (await config.rewrites?.()) as Rewrite[];

/** Section 8 of the desk's sheet. */
const documented = [
  "GET ",
  "POST ",
  "GET /:id",
  "PATCH /:id",
  "GET /:id/messages",
  "POST /:id/messages",
  "POST /:id/assign",
  "POST /:id/escalate",
  "POST /:id/watch",
  "DELETE /:id/watch",
  "GET /:id/audit",
  "POST /bulk",
  "POST /export",
];

/** Section 6 to 9 of the closure tracker's sheet. */
const documentedClosures = [
  "GET /api/tickets/closures/period",
  "GET /api/tickets/closures/today",
  "GET /api/tickets/user-details/:username",
  "POST /api/tickets/hourly-sync",
  "POST /api/tickets/sync",
  "POST /api/tickets/force-sync",
  "GET /api/tickets/sync-status",
  "GET /api/tickets/stats",
  "GET /api/tickets/admin-stats",
  "GET /api/tickets/user-stats",
  "GET /api/tickets/top-performers",
  "GET /api/tickets/unmapped-users",
  "GET /api/tickets/user-mappings",
  "GET /api/tickets/user-mappings/:id",
  "PUT /api/tickets/user-mappings/:id",
  "POST /api/tickets/sync-user-mappings",
  "POST /api/tickets/sync-from-ids",
  "GET /api/health/closures",
];

test.each([
  ...["/api/admin/tickets", "/api/tickets"].flatMap((prefix) =>
    documented.map((line) => line.replace(" ", ` ${prefix}`)),
  ),
  ...documentedClosures,
])("%s reaches an operation that knows its documented shape", (line) => {
  const [method, source] = line.split(" ");
  const found = rewrites.filter((rewrite) => rewrite.source === source);
  expect(found.length).toBeGreaterThan(0);
  for (const { destination } of found) {
    const target = new URL(destination.replaceAll(/:(\w+)/g, "{$1}"), "http://docket.test");
    const path = decodeURIComponent(target.pathname).replace("/api/v1", "");
    const operation = operations.find(({ endpoint }) => endpoint.method === method && endpoint.path === path);
    expect(operation?.endpoint.documented, `${method} ${path}`).toBeTypeOf("function");
  }
});

test.each(["/webhooks/health", "/api/tickets/test-db"])("%s says whether the desk is ready", (source) => {
  expect(rewrites.find((rewrite) => rewrite.source === source)?.destination).toBe("/api/health/ready");
});
