import { beforeAll, describe, expect, test } from "vitest";
import { operations } from "@/lib/openapi/endpoints";
import { createToken } from "@/lib/people/create-token";
import { createTokenInput } from "@/lib/people/schema";
import { callRoute, type RouteCall } from "@/prisma/seed/call-route";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeAttachment, makeCompany, makeMessage, makeRequester, makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";

/**
 * A token limited to one company × every declaration: an operation that does not keep to it is refused, one that does
 * finds nothing of another company by id and says nothing of it in a list. New operations take part by themselves.
 */
useTestDatabase();
const secret = "zebra-crossing";
let desk: Desk;
let token: string;
let mine: Planted;
let theirs: Planted;

type Planted = { company: string; ticket: string; attachment: string; requester: string };

beforeAll(async () => {
  desk = await makeDesk();
  mine = await plant("quiet harbour");
  theirs = await plant(secret);
  const input = createTokenInput.parse({ name: "Partner", scopes: ["*"], company_ids: [mine.company] });
  token = (await desk.as("admin", (ctx) => createToken(ctx, input))).token;
});

/** What an operation must be asked for at least. */
const queries: Record<string, Record<string, string>> = {
  "/knowledge/search": { query: secret },
  "/attachments/{id}/content": { expires: "4000000000", signature: "none" },
};

const guarded = operations.filter(({ endpoint }) => endpoint.permission !== "public");

test.each(guarded.filter(({ endpoint }) => !endpoint.isForLimitedTokens))(
  "$id is refused",
  async ({ endpoint }) => {
    const response = await callRoute(endpoint.method, endpoint.path, {
      token,
      params: paramsOf(endpoint.path, mine),
    });
    const problem = (await response.json()) as { title: string };
    expect([response.status, problem.title]).toEqual([403, expect.stringContaining("limited to companies")]);
  },
);

describe.each(guarded.filter(({ endpoint }) => endpoint.isForLimitedTokens))("$id", ({ endpoint }) => {
  const { method, path } = endpoint;
  const call = (of: Planted): RouteCall => ({
    token,
    params: paramsOf(path, of),
    ...(method === "POST" && { body: path.endsWith("/selection") ? { filters: {} } : {} }),
    query: queries[path] ?? {},
  });

  test("says nothing of another company", async () => {
    const response = await callRoute(method, path, call(mine));
    const body = await response.text();
    expect(response.status, body).toBeLessThan(500);
    expect(body).not.toContain(secret);
    for (const id of Object.values(theirs)) expect(body).not.toContain(id);
  });

  if (path.includes("{"))
    test("finds nothing of it by id", async () => {
      const response = await callRoute(method, path, call(theirs));
      expect([response.status, await response.text()]).toEqual([404, expect.any(String)]);
    });
});

test("filters and counts know nothing of it either", async () => {
  const ask = async (query: Record<string, string>) => {
    const response = await callRoute("GET", "/tickets", { token, query });
    return (await response.json()) as { data: unknown[]; pagination: { total: number } };
  };
  expect(await ask({ company_id: theirs.company })).toMatchObject({ data: [], pagination: { total: 0 } });
  expect(await ask({ search: secret })).toMatchObject({ data: [], pagination: { total: 0 } });
  expect(await ask({})).toMatchObject({ pagination: { total: 1 } });
  const inTree = await callRoute("GET", "/knowledge/tree", {
    token,
    query: { node: `root_Companies_${theirs.company}` },
  });
  expect(inTree.status).toBe(404);
});

test("a token is limited to companies that there are, and says which", async () => {
  const create = (ids: string[]) =>
    desk.as("admin", (ctx) =>
      createToken(ctx, createTokenInput.parse({ name: "Partner", scopes: ["*"], company_ids: ids })),
    );
  expect((await create([mine.company])).data.companies).toMatchObject([{ id: mine.company }]);
  await expect(create([mine.ticket])).rejects.toMatchObject({ code: "invalid_input" });
});

function plant(words: string): Promise<Planted> {
  return desk.fill(async (ctx) => {
    const company = await makeCompany(ctx, {
      name: `Company ${words}`,
      account_number: words.replace(" ", "-"),
    });
    const requester = await makeRequester(ctx, { name: `Person ${words}`, company_id: company.id });
    const ticket = await makeTicket(ctx, {
      title: `Title ${words}`,
      description: `Description ${words}`,
      tags: [words],
      company_id: company.id,
      requester_id: requester.id,
    });
    await makeMessage(ctx, ticket, { message_text: `Message ${words}` });
    const attachment = await makeAttachment(ctx, ticket, { file_name: `${words}.pdf` });
    return { company: company.id, requester: requester.id, ticket: ticket.id, attachment: attachment.id };
  });
}

function paramsOf(path: string, of: Planted): Record<string, string> {
  const noun = path.split("/").find((part) => part in nouns) ?? "tickets";
  const id = nouns[noun as keyof typeof nouns](of);
  return Object.fromEntries(
    [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [
      name,
      name === "node" ? `root_Companies_${of.company}` : id,
    ]),
  );
}

const nouns = {
  tickets: (of: Planted) => of.ticket,
  companies: (of: Planted) => of.company,
  attachments: (of: Planted) => of.attachment,
};
