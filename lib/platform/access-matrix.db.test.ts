import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openApiDocument } from "@/lib/openapi";
import { operations } from "@/lib/openapi/endpoints";
import { exampleOf } from "@/lib/openapi/example";
import { callRoute, type RouteCall } from "@/prisma/seed/call-route";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import {
  makeAttachment,
  makeCompany,
  makeLinkedEntity,
  makeTicket,
  makeToken,
  makeUpload,
} from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import type { Endpoint } from "./endpoint";
import { setEnv } from "./env";
import type { Context } from "./organization";
import { permissionRoles, type Role, roles } from "./permissions";

/**
 * Declaration × role × foreign organization. Each role asks for the same things of another organization:
 * nobody 401, a role without the permission 403, any other role 404. New operations take part by themselves.
 */
useTestDatabase();
let mine: Desk;
let foreign: Record<string, string> = {};
const tokens = {} as Record<Role, string>;

beforeAll(async () => {
  setEnv({ RATE_LIMIT_PER_MINUTE: "100000", RATE_LIMIT_BULK_PER_MINUTE: "100000" });
  mine = await makeDesk();
  for (const role of roles) tokens[role] = await mine.token(role);
  foreign = await fillForeign(await makeDesk());
});
afterAll(() => setEnv({ RATE_LIMIT_PER_MINUTE: undefined, RATE_LIMIT_BULK_PER_MINUTE: undefined }));

const guarded = operations.filter(({ endpoint }) => endpoint.permission !== "public");

describe.each(guarded)("$id", ({ endpoint }) => {
  test("nobody: 401", async () => {
    const response = await callRoute(endpoint.method, endpoint.path, inputFor(endpoint));
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toContain("Bearer");
  });

  test.each(roles)("%s", async (role) => {
    const response = await callRoute(endpoint.method, endpoint.path, {
      ...inputFor(endpoint),
      token: tokens[role],
    });
    const body = await response.text();
    if (!holds(endpoint, role))
      return expect([response.status, body]).toEqual([403, expect.stringContaining("forbidden")]);
    if (endpoint.params && !createsByName(endpoint))
      expect([response.status, body]).toEqual([404, expect.any(String)]);
    else expect(response.status, body).toSatisfy((status: number) => status < 500 && status !== 401);
  });
});

test("a token's scopes narrow it to what they name", async () => {
  const token = await mine.token("admin", ["audit:read"]);
  for (const { endpoint } of guarded.filter((operation) => operation.endpoint.permission !== "signed_in")) {
    const { status } = await callRoute(endpoint.method, endpoint.path, { ...inputFor(endpoint), token });
    const isCovered = endpoint.permission === "audit:read";
    expect([endpoint.path, status === 403]).toEqual([endpoint.path, !isCovered]);
  }
});

function holds(endpoint: Endpoint, role: Role): boolean {
  if (endpoint.permission === "signed_in" || endpoint.permission === "public") return true;
  const allowed: readonly Role[] = permissionRoles[endpoint.permission];
  return allowed.includes(role);
}

/** PUT by a name of the client's own choosing makes the record: there is nothing foreign to find. */
function createsByName(endpoint: Endpoint): boolean {
  return endpoint.method === "PUT" && !endpoint.path.includes("{id}");
}

function inputFor(endpoint: Endpoint): RouteCall {
  const document = openApiDocument();
  const operation = document.paths[endpoint.path]?.[endpoint.method.toLowerCase()];
  const query: Record<string, string> = {};
  for (const parameter of operation?.parameters ?? [])
    if ("in" in parameter && parameter.in === "query" && parameter.required)
      query[parameter.name] = String(
        exampleOf(parameter.schema, document.components.schemas, parameter.name),
      );
  const content = Object.entries(operation?.requestBody?.content ?? {})[0];
  return {
    params: endpoint.params ? paramsFor(endpoint) : undefined,
    query,
    ...(content && { body: content[1].example ?? "", headers: { "content-type": content[0] } }),
  };
}

/** The foreign record that `/nouns/{id}` would name. */
function paramsFor({ path, method }: Endpoint): Record<string, string> {
  const noun = path.split("/")[1] ?? "";
  // What PUT makes under its name must not be there for the others to find.
  if (method === "PUT" && !path.includes("{id}")) return { ...foreign, entity_id: "BK-OURS" };
  return Object.fromEntries(
    [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [
      name,
      foreign[name === "id" ? noun : name] ?? foreign.tickets ?? "",
    ]),
  );
}

async function fillForeign(desk: Desk): Promise<Record<string, string>> {
  const owner_id = desk.people.admin.id;
  return desk.fill(async (ctx) => ({
    attachments: (await makeAttachment(ctx, await makeTicket(ctx))).id,
    uploads: (await makeUpload(ctx, desk.people.ops_agent)).id,
    tickets: (await makeTicket(ctx, { owner_role: "ops_agent" })).id,
    companies: (await makeCompany(ctx)).id,
    users: desk.people.ops_agent.id,
    user_id: desk.people.ops_agent.id,
    tokens: (await makeToken(ctx, desk.people.admin)).id,
    views: (await ctx.tx.savedView.create({ data: { owner_id, name: "Theirs", scope: "everyone" } })).id,
    bulk: (
      await ctx.tx.bulkOperation.create({
        data: { requested_by_id: owner_id, action: "close", reason: "Theirs." },
      })
    ).id,
    imports: (
      await ctx.tx.importJob.create({
        data: {
          requested_by_id: owner_id,
          file_name: "theirs.csv",
          file_path: "theirs.csv",
          file_size_bytes: 1,
        },
      })
    ).id,
    ...(await makeWebhookRows(ctx)),
    "import-mappings": (await ctx.tx.importMapping.create({ data: { name: "Theirs", mapping: {} } })).id,
    type: "booking",
    entity_id: "BK-THEIRS",
    linked: (await makeLinkedEntity(ctx, { type: "booking", entity_id: "BK-THEIRS" })).id,
  }));
}

async function makeWebhookRows({ tx }: Context): Promise<Record<string, string>> {
  const webhook = await tx.webhookEndpoint.create({
    data: { name: "Theirs", url: "https://example.com", events: ["*"], secret: "sealed" },
  });
  const common = { endpoint_id: webhook.id, message_id: "m", dedupe_key: "m", body: "{}" };
  const delivery = await tx.webhookDelivery.create({ data: { ...common, event_name: "webhook.test" } });
  const keys = { endpoint: "https://push.example.com/1", p256dh: "p", auth: "a", label: "Theirs" };
  const browser = await tx.pushSubscription.create({
    data: { ...keys, user_id: (await tx.user.findFirstOrThrow({ where: { role: "admin" } })).id },
  });
  return {
    webhooks: webhook.id,
    "webhook-deliveries": delivery.id,
    "push-subscriptions": browser.id,
  };
}
