import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import { beforeAll, describe, expect, it } from "vitest";
import { POST as postPassword } from "@/app/api/v1/me/password/route";
import { GET as getMe, PATCH as patchMe } from "@/app/api/v1/me/route";
import { POST as postSetup } from "@/app/api/v1/setup/route";
import { GET as listTickets } from "@/app/api/v1/tickets/route";
import { POST as postToken } from "@/app/api/v1/tokens/route";
import { hashPassword } from "@/lib/people/password";
import { env } from "@/lib/platform/env";
import type { Role } from "@/lib/platform/permissions";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { POST as deactivate } from "./[id]/deactivate/route";
import { PATCH } from "./[id]/route";
import { GET, POST } from "./route";

useTestDatabase();

type Route = (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Call = {
  method?: string;
  token?: string;
  cookie?: string;
  body?: unknown;
  id?: string;
  headers?: object;
};

let desk: Desk;
let setup: { first: Response; second: Response };
const admin = {
  organization_name: "First One",
  time_zone: "Europe/Berlin",
  name: "Ada",
  email: "ada@first.example",
};

beforeAll(async () => {
  setup = {
    first: await send(postSetup, { method: "POST", body: { ...admin, password: "engine number 1" } }),
    second: await send(postSetup, {
      method: "POST",
      body: { ...admin, email: "b@first.example", password: "engine number 1" },
    }),
  };
  desk = await makeDesk();
});

async function send(route: Route, call: Call = {}): Promise<Response> {
  const headers = new Headers({ "content-type": "application/json", ...call.headers });
  if (call.token) headers.set("authorization", `Bearer ${call.token}`);
  if (call.cookie) {
    headers.set("cookie", `docket-session=${call.cookie}`);
    if (!headers.has("sec-fetch-site")) headers.set("sec-fetch-site", "same-origin");
  }
  const request = new Request("http://docket.test/api/v1/users", {
    method: call.method ?? "GET",
    headers,
    ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
  });
  return route(request, { params: Promise.resolve({ id: call.id ?? "" }) });
}

async function session(role: Role): Promise<string> {
  const { id } = desk.people[role];
  const user = await desk.fill((ctx) => ctx.tx.user.findUniqueOrThrow({ where: { id } }));
  return encode({
    token: { sub: id, session_id: randomUUID(), session_version: user.session_version },
    secret: env().DOCKET_SECRET,
  });
}

const person = { email: "route@example.com", name: "Route Person", role: "ops_agent" };

describe("POST /setup", () => {
  it("makes the first organization and its admin, and nothing ever after", async () => {
    expect(setup.first.status).toBe(201);
    expect(await setup.first.json()).toMatchObject({ data: { email: "ada@first.example" } });
    expect(setup.second.status).toBe(409);
  });

  it("refuses pages of other sites and names the wrong field", async () => {
    const foreign = await send(postSetup, {
      method: "POST",
      body: {},
      headers: { "sec-fetch-site": "cross-site" },
    });
    expect(foreign.status).toBe(403);
    const short = await send(postSetup, { method: "POST", body: { ...admin, password: "short" } });
    expect(short.status).toBe(422);
    expect(await short.json()).toMatchObject({
      errors: [{ field: "password", message: "At least 12 characters." }],
    });
  });

  it("is limited by address", async () => {
    const headers = { "x-docket-client-address": "192.0.2.77" };
    const statuses: number[] = [];
    for (let index = 0; index < 12; index += 1)
      statuses.push((await send(postSetup, { method: "POST", body: {}, headers })).status);
    expect(statuses.slice(-2)).toEqual([429, 429]);
  });
});

describe("/users", () => {
  it("answers 401 without a session and 403 to whoever may not manage people", async () => {
    expect((await send(GET)).status).toBe(401);
    expect((await send(GET, { token: await desk.token("driver") })).status).toBe(403);
    expect(
      (await send(POST, { method: "POST", body: person, token: await desk.token("ops_manager") })).status,
    ).toBe(403);
    const narrow = await desk.token("admin", ["people:read"]);
    expect((await send(POST, { method: "POST", body: person, token: narrow })).status).toBe(403);
    expect((await send(GET, { token: narrow })).status).toBe(200);
  });

  it("creates, refuses a duplicate with 409 and nonsense with 422 and the allowed values", async () => {
    const token = await desk.token("admin");
    const created = await send(POST, { method: "POST", body: person, token });
    expect(created.status).toBe(201);
    expect(await created.json()).toMatchObject({
      data: { email: person.email },
      temporary_password: expect.any(String),
    });
    const duplicate = await send(POST, { method: "POST", body: person, token });
    expect(duplicate.status).toBe(409);
    expect(await duplicate.json()).toMatchObject({ errors: [{ field: "email" }] });
    const wrong = await send(POST, { method: "POST", body: { ...person, role: "king" }, token });
    expect(wrong.status).toBe(422);
    expect(await wrong.json()).toMatchObject({
      errors: [{ field: "role", allowed: expect.arrayContaining(["admin"]) }],
    });
  });

  it("never stores the answer that carries a password", async () => {
    const headers = { "idempotency-key": "once" };
    const body = { ...person, email: "once@example.com" };
    const token = await desk.token("admin");
    expect((await send(POST, { method: "POST", body, token, headers })).status).toBe(201);
    expect(await desk.fill((ctx) => ctx.tx.$queryRaw`select 1 from idempotency_keys`)).toEqual([]);
  });

  it("answers 404 for a foreign person and 409 for the last admin", async () => {
    const token = await desk.token("admin");
    const other = await makeDesk();
    const foreign = { method: "PATCH", id: other.people.driver.id, body: { name: "Mine now" }, token };
    expect((await send(PATCH, foreign)).status).toBe(404);
    const last = { method: "PATCH", id: desk.people.admin.id, body: { role: "driver" }, token };
    expect((await send(PATCH, last)).status).toBe(409);
  });
});

describe("a session", () => {
  it("is refused with its next request once the person is deactivated", async () => {
    const cookie = await session("regional_manager");
    expect((await send(getMe, { cookie })).status).toBe(200);
    const token = await desk.token("admin");
    await send(deactivate, { method: "POST", id: desk.people.regional_manager.id, token });
    expect((await send(getMe, { cookie })).status).toBe(401);
  });

  it("is not usable from another site", async () => {
    const cookie = await session("ops_agent");
    const call = {
      method: "PATCH",
      cookie,
      body: { name: "Forged" },
      headers: { "sec-fetch-site": "cross-site" },
    };
    expect((await send(patchMe, call)).status).toBe(403);
  });

  it("reaches only its own account until a given password is replaced", async () => {
    const { id } = desk.people.finance;
    const hash = await hashPassword("handed over 2026");
    await desk.fill((ctx) =>
      ctx.tx.user.update({ where: { id }, data: { password_hash: hash, must_change_password: true } }),
    );
    const cookie = await session("finance");
    expect((await send(listTickets, { cookie })).status).toBe(403);
    expect(await (await send(getMe, { cookie })).json()).toMatchObject({
      data: { must_change_password: true },
    });
    const body = { current_password: "handed over 2026", new_password: "my own since 2026" };
    expect((await send(postPassword, { method: "POST", cookie, body })).status).toBe(204);
    expect((await send(getMe, { cookie })).status).toBe(401);
    expect((await send(listTickets, { cookie: await session("finance") })).status).toBe(200);
  });

  it("may try its old password ten times a minute", async () => {
    const cookie = await session("ceo_oncall");
    const body = { current_password: "a guess", new_password: "my own since 2026" };
    const statuses: number[] = [];
    for (let index = 0; index < 11; index += 1)
      statuses.push((await send(postPassword, { method: "POST", cookie, body })).status);
    expect([statuses[0], statuses[10]]).toEqual([422, 429]);
  });
});

describe("POST /tokens", () => {
  it("answers the token once and refuses scopes beyond the role or the asking token", async () => {
    const create = (token: string, scopes: string[]) =>
      send(postToken, { method: "POST", token, body: { name: "Feed", scopes } });
    const answer = await create(await desk.token("ops_agent"), ["tickets:*"]);
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({
      token: expect.stringMatching(/^dkt_/),
      data: { scopes: ["tickets:*"] },
    });
    expect((await create(await desk.token("ops_agent"), ["people:write"])).status).toBe(422);
    expect((await create(await desk.token("admin", ["tokens:write"]), ["*"])).status).toBe(422);
    expect((await create(await desk.token("driver"), ["tickets:read"])).status).toBe(403);
  });
});
