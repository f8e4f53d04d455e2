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

test.each(
  ["/api/admin/tickets", "/api/tickets"].flatMap((prefix) =>
    documented.map((line) => line.replace(" ", ` ${prefix}`)),
  ),
)("%s reaches an operation that knows its documented shape", (line) => {
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
