import { beforeAll, describe, expect, it } from "vitest";
import { hashToken, resolveActor } from "@/lib/platform/session";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeCompany, makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { changePassword } from "./change-password";
import { createFranchise } from "./create-franchise";
import { createRequester } from "./create-requester";
import { createToken } from "./create-token";
import { createUser } from "./create-user";
import { deactivateUser } from "./deactivate-user";
import { getMe } from "./get-me";
import { getUser } from "./get-user";
import { listRequesters } from "./list-requesters";
import { listTokens } from "./list-tokens";
import { listUsers } from "./list-users";
import { hashPassword } from "./password";
import { reactivateUser } from "./reactivate-user";
import { revokeToken } from "./revoke-token";
import { listTokensQuery, listUsersQuery, searchQuery } from "./schema";
import { updateMe } from "./update-me";
import { updateUser } from "./update-user";

useTestDatabase();

let desk: Desk;
let other: Desk;

beforeAll(async () => {
  desk = await makeDesk({ name: "Nordhaul" });
  other = await makeDesk({ name: "Elsewhere" });
});

const lastAudit = (action: string) =>
  desk.fill((ctx) => ctx.tx.ticketAudit.findFirst({ where: { action }, orderBy: { id: "desc" } }));

describe("accounts", () => {
  it("are created with a password answered once, which their person must replace", async () => {
    const { data, temporary_password } = await desk.as("admin", (ctx) =>
      createUser(ctx, { email: "new@nordhaul.example", name: "New Person", role: "ops_agent" }),
    );
    expect(data).toMatchObject({
      email: "new@nordhaul.example",
      must_change_password: true,
      open_ticket_count: 0,
    });
    expect(temporary_password).toMatch(/^(\w{5}-){3}\w{5}$/);
    const stored = await desk.fill((ctx) => ctx.tx.user.findUniqueOrThrow({ where: { id: data.id } }));
    expect(stored.password_hash).toMatch(/^\$argon2id\$/);
    expect(await lastAudit("USER_CREATED")).toMatchObject({
      actor_id: desk.people.admin.id,
      payload: { user_id: data.id, email: "new@nordhaul.example", role: "ops_agent" },
    });
    expect(JSON.stringify(await lastAudit("USER_CREATED").then((row) => row?.payload))).not.toContain(
      temporary_password,
    );
  });

  it("refuse a taken address, a franchise agent without franchise and a foreign franchise", async () => {
    const person = { email: "agent@nordhaul.example", name: "Agent", role: "franchise_agent" } as const;
    const create = (fields: object) => desk.as("admin", (ctx) => createUser(ctx, { ...person, ...fields }));
    await expect(create({ email: desk.people.driver.email, role: "driver" })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(create({})).rejects.toMatchObject({ details: { fields: [{ field: "franchise_id" }] } });
    await expect(create({ franchise_id: other.franchise.id })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(create({ role: "ops_agent", password: "agent@nordhaul.example" })).rejects.toMatchObject({
      details: { fields: [{ field: "password" }] },
    });
  });

  it("are listed by name, filtered, searched literally and paged without gaps", async () => {
    const list = (query: object) =>
      desk.as("ops_agent", (ctx) => listUsers(ctx, listUsersQuery.parse(query)));
    const all = await list({ limit: 500 });
    const names = all.data.map((user) => user.name.toLowerCase());
    expect(names).toEqual([...names].sort());
    const paged: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await list({ limit: 4, ...(cursor && { cursor }) });
      paged.push(...page.data.map((user) => user.id));
      cursor = page.pagination.next_cursor;
    }
    expect(paged).toEqual(all.data.map((user) => user.id));
    expect(all.pagination.total).toBe(paged.length);
    expect((await list({ role: "driver,shipper" })).pagination.total).toBe(2);
    expect((await list({ search: "%" })).pagination.total).toBe(0);
    expect((await list({ search: desk.people.finance.email.toUpperCase() })).data[0]?.id).toBe(
      desk.people.finance.id,
    );
    expect(all.data.some((user) => user.email === other.people.driver.email)).toBe(false);
  });

  it("show sign-ins and password state to admins alone", async () => {
    const asAgent = await desk.as("ops_agent", (ctx) => getUser(ctx, desk.people.driver.id));
    expect(asAgent.data).toMatchObject({ must_change_password: null, last_sign_in_at: null });
    const asAdmin = await desk.as("admin", (ctx) => getUser(ctx, desk.people.driver.id));
    expect(asAdmin.data.must_change_password).toBe(false);
  });

  it("of another organization do not exist", async () => {
    const foreign = other.people.driver.id;
    for (const attempt of [getUser, deactivateUser, reactivateUser])
      await expect(desk.as("admin", (ctx) => attempt(ctx, foreign))).rejects.toMatchObject({
        code: "not_found",
      });
    await expect(desk.as("admin", (ctx) => updateUser(ctx, foreign, { name: "X" }))).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("changes", () => {
  it("are audited field by field, and only a new role, franchise or address ends sessions", async () => {
    const { id } = desk.people.compliance_officer;
    const version = () =>
      desk
        .fill((ctx) => ctx.tx.user.findUniqueOrThrow({ where: { id } }))
        .then((user) => user.session_version);
    const before = await version();
    await desk.as("admin", (ctx) =>
      updateUser(ctx, id, {
        name: "Ingrid",
        shift_starts_at: "22:00",
        shift_ends_at: "06:00",
        is_available: false,
      }),
    );
    expect(await version()).toBe(before);
    await desk.as("admin", (ctx) => updateUser(ctx, id, { role: "finance" }));
    expect(await version()).toBe(before + 1);
    expect((await lastAudit("USER_UPDATED"))?.payload).toEqual({
      user_id: id,
      changes: { role: { old: "compliance_officer", new: "finance" } },
    });
    const count = () => desk.fill((ctx) => ctx.tx.ticketAudit.count());
    const rows = await count();
    await desk.as("admin", (ctx) => updateUser(ctx, id, { role: "finance" }));
    expect(await count()).toBe(rows);
  });

  it("refuse half a shift", async () => {
    const update = desk.as("ops_agent", (ctx) => updateMe(ctx, { shift_starts_at: "08:00" }));
    await expect(update).rejects.toMatchObject({ details: { fields: [{ field: "shift_ends_at" }] } });
  });

  it("never leave an organization without an admin", async () => {
    const { id } = desk.people.admin;
    const demote = desk.as("admin", (ctx) => updateUser(ctx, id, { role: "ops_agent" }));
    await expect(demote).rejects.toMatchObject({ code: "conflict" });
    await expect(desk.fill((ctx) => deactivateUser(ctx, id))).rejects.toMatchObject({ code: "conflict" });
  });

  it("do not let two admins remove each other at once", async () => {
    const pair = await makeDesk();
    const second = pair.people.hq_support;
    await pair.as("admin", (ctx) => updateUser(ctx, second.id, { role: "admin" }));
    const outcomes = await Promise.allSettled([
      pair.as("admin", (ctx) => deactivateUser(ctx, second.id)),
      pair.as("hq_support", (ctx) => deactivateUser(ctx, pair.people.admin.id)),
    ]);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    const admins = await pair.fill((ctx) =>
      ctx.tx.user.count({ where: { role: "admin", deactivated_at: null } }),
    );
    expect(admins).toBe(1);
  });

  it("by deactivation revoke tokens, which stay revoked afterwards", async () => {
    const { id } = desk.people.shipper;
    await desk.fill((ctx) => makeTicket(ctx, { owner_id: id, owner_role: "ops_agent" }));
    const { token } = await desk.fill((ctx) =>
      createToken(ctx, { name: "Feed", scopes: ["tickets:read"], expires_in_days: 5 }, id),
    );
    const { data } = await desk.as("admin", (ctx) => deactivateUser(ctx, id));
    expect(data).toMatchObject({ open_ticket_count: 1, active_token_count: 0 });
    expect(data.deactivated_at).toBeInstanceOf(Date);
    await expect(actorOf(token)).rejects.toMatchObject({ code: "unauthenticated" });
    expect((await desk.as("admin", (ctx) => reactivateUser(ctx, id))).data.deactivated_at).toBeNull();
    await expect(actorOf(token)).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(desk.as("admin", (ctx) => deactivateUser(ctx, desk.people.admin.id))).rejects.toThrow(
      /own account/,
    );
  });
});

describe("one's own account", () => {
  it("says who is signed in and what they may do", async () => {
    const { data } = await desk.as("driver", (ctx) => getMe(ctx));
    expect(data.organization).toEqual({ id: desk.organization.id, name: "Nordhaul", time_zone: "UTC" });
    expect(data.permissions).toEqual([
      "tickets:read",
      "tickets:create",
      "tickets:reply",
      "tickets:reopen",
      "attachments:read",
      "attachments:write",
      "notifications:read",
      "notifications:write",
    ]);
    expect(data.scopes).toBeNull();
  });

  it("is a session's alone: a token may neither change it nor its password", async () => {
    const asToken = <Result>(run: Parameters<typeof desk.as<Result>>[1]) =>
      desk.as("ops_agent", (ctx) =>
        run({ ...ctx, actor: { ...ctx.actor, tokenId: ctx.organizationId, scopes: ["*"] } }),
      );
    await expect(asToken((ctx) => updateMe(ctx, { name: "X" }))).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      asToken((ctx) => changePassword(ctx, { current_password: "x", new_password: "something new 26" })),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  it("changes its password only with the current one", async () => {
    const hash = await hashPassword("the old one 2026");
    const { id } = desk.people.operator;
    await desk.fill((ctx) =>
      ctx.tx.user.update({ where: { id }, data: { password_hash: hash, must_change_password: true } }),
    );
    const change = (current_password: string, new_password: string) =>
      desk.as("operator", (ctx) => changePassword(ctx, { current_password, new_password }));
    await expect(change("not it", "the new one 2026")).rejects.toMatchObject({
      details: { fields: [{ field: "current_password" }] },
    });
    await expect(change("the old one 2026", "the old one 2026")).rejects.toMatchObject({
      code: "invalid_input",
    });
    await change("the old one 2026", "the new one 2026");
    const stored = await desk.fill((ctx) => ctx.tx.user.findUniqueOrThrow({ where: { id } }));
    expect(stored).toMatchObject({ must_change_password: false, session_version: 2 });
  });
});

describe("API tokens", () => {
  it("are kept as a hash, expire, and count their last use", async () => {
    const { data, token } = await desk.as("ops_agent", (ctx) =>
      createToken(ctx, { name: "Report", scopes: ["tickets:read"], expires_in_days: 1 }),
    );
    expect(token).toMatch(/^dkt_[\w-]{43}$/);
    expect(token.startsWith(data.prefix)).toBe(true);
    const stored = await desk.fill((ctx) => ctx.tx.apiToken.findUniqueOrThrow({ where: { id: data.id } }));
    expect(Buffer.from(stored.token_hash)).toEqual(hashToken(token));
    expect(JSON.stringify(stored)).not.toContain(token);
    expect(await actorOf(token)).toMatchObject({ role: "ops_agent", scopes: ["tickets:read"] });
    const [listed] = (await desk.as("ops_agent", (ctx) => listTokens(ctx, listTokensQuery.parse({})))).data;
    expect(listed?.last_used_at).toBeInstanceOf(Date);
    await desk.fill((ctx) =>
      ctx.tx.apiToken.update({ where: { id: data.id }, data: { expires_at: new Date(Date.now() - 1000) } }),
    );
    await expect(actorOf(token)).rejects.toThrow(/expired/);
  });

  it("are never wider than the role", async () => {
    const create = desk.as("ops_agent", (ctx) =>
      createToken(ctx, { name: "Greedy", scopes: ["tickets:read", "people:write"], expires_in_days: 1 }),
    );
    await expect(create).rejects.toMatchObject({
      code: "invalid_input",
      details: { fields: [{ field: "scopes" }] },
    });
  });

  it("are revoked by their person or an admin, and are nobody else's to see", async () => {
    const { data, token } = await desk.as("finance", (ctx) =>
      createToken(ctx, { name: "Ledger", scopes: ["*"], expires_in_days: 1 }),
    );
    await expect(desk.as("ops_manager", (ctx) => revokeToken(ctx, data.id))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(other.as("admin", (ctx) => revokeToken(ctx, data.id))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      desk.as("ops_manager", (ctx) => listTokens(ctx, listTokensQuery.parse({ owner: "everyone" }))),
    ).rejects.toMatchObject({ code: "forbidden" });
    await desk.as("admin", (ctx) => revokeToken(ctx, data.id));
    await expect(actorOf(token)).rejects.toMatchObject({ code: "unauthenticated" });
    expect((await lastAudit("TOKEN_REVOKED"))?.payload).toMatchObject({ token_id: data.id, name: "Ledger" });
  });
});

describe("directory", () => {
  it("knows a franchise code once", async () => {
    const create = () =>
      desk.as("admin", (ctx) => createFranchise(ctx, { code: "HAM", name: "Hamburg", city: "" }));
    expect((await create()).data).toMatchObject({ code: "HAM", city: null, people_count: 0 });
    await expect(create()).rejects.toMatchObject({
      code: "conflict",
      details: { fields: [{ field: "code" }] },
    });
  });

  it("finds requesters by name, address and company, and knows an address once", async () => {
    const company = await desk.fill((ctx) => makeCompany(ctx, { name: "Volta Batteries" }));
    const input = { name: "Anja Kovac", email: "anja@volta.example", company_id: company.id };
    await desk.as("ops_agent", (ctx) => createRequester(ctx, input));
    const found = await desk.as("ops_agent", (ctx) =>
      listRequesters(ctx, searchQuery.parse({ search: "kovac volta" })),
    );
    expect(found.data).toMatchObject([{ name: "Anja Kovac", company_name: "Volta Batteries" }]);
    await expect(desk.as("ops_agent", (ctx) => createRequester(ctx, input))).rejects.toMatchObject({
      code: "conflict",
    });
    const foreign = await other.fill((ctx) => makeCompany(ctx));
    await expect(
      desk.as("ops_agent", (ctx) => createRequester(ctx, { name: "B", company_id: foreign.id })),
    ).rejects.toMatchObject({ code: "invalid_input" });
  });
});

function actorOf(token: string) {
  const headers = { authorization: `Bearer ${token}` };
  return resolveActor(new Request("http://docket.test/api/v1/me", { headers }));
}
