import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isAllowedHost, refuseForeignHost } from "./allowed-hosts";
import { setEnv } from "./env";

let server: Server;
beforeAll(async () => {
  setEnv({ DOCKET_URL: "https://desk.example.com", ALLOWED_HOSTS: "docket, desk.internal" });
  server = createServer(async (asked, response) => {
    if (!(await refuseForeignHost(asked, response))) response.end("the desk");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  setEnv({ DOCKET_URL: undefined, ALLOWED_HOSTS: undefined });
  server.close();
});

function ask(host: string, path = "/tickets?q=1"): Promise<{ status: number; body: string; type: string }> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const asked = request({ host: "127.0.0.1", port, path, headers: { host } }, async (response) => {
      let body = "";
      for await (const chunk of response) body += chunk;
      const type = String(response.headers["content-type"] ?? "");
      resolve({ status: response.statusCode ?? 0, body, type });
    });
    asked.on("error", reject).end();
  });
}

test.each([
  ["desk.example.com", true],
  ["DESK.example.com:443", true],
  ["desk.example.com.", true],
  ["localhost:3000", true],
  ["127.0.0.1:3000", true],
  ["[::1]:3000", true],
  ["docket:3000", true],
  ["desk.internal", true],
  ["evil.example", false],
  ["evil.desk.example.com", false],
  ["desk.example.com@evil.example", false],
  ["", false],
  [undefined, false],
])("%s: %s", (host, isAllowed) => {
  expect(isAllowedHost(host)).toBe(isAllowed);
});

test("another host gets a problem that says what to do", async () => {
  const { status, body, type } = await ask("evil.example");
  expect([status, type]).toEqual([421, "application/problem+json; charset=utf-8"]);
  expect(JSON.parse(body)).toMatchObject({
    status: 421,
    code: "misdirected",
    title: expect.stringContaining("ALLOWED_HOSTS"),
  });
});

test("the desk's own hosts and probes of any address are answered", async () => {
  expect(await ask("desk.example.com")).toMatchObject({ status: 200, body: "the desk" });
  expect(await ask("10.1.2.3:3000", "/api/health/live")).toMatchObject({ status: 200 });
  expect(await ask("10.1.2.3:3000", "/api/healthy")).toMatchObject({ status: 421 });
});
