import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, expect, test } from "vitest";
import { setEnv } from "./env";
import { nonceHeader, setSecurityHeaders } from "./security-headers";

afterEach(() => setEnv({ DOCKET_URL: undefined }));

test("every answer has a policy of its own, whatever the client sent for a nonce", () => {
  const first = answer({ [nonceHeader]: "chosen", "content-security-policy": "script-src 'nonce-chosen'" });
  const second = answer();
  expect(first.sent["content-security-policy"]).toContain(`'nonce-${first.received[nonceHeader]}'`);
  expect(first.received["content-security-policy"]).toBe(first.sent["content-security-policy"]);
  expect(first.received[nonceHeader]).not.toBe("chosen");
  expect(first.received[nonceHeader]).not.toBe(second.received[nonceHeader]);
  expect(first.sent["content-security-policy"]).not.toContain("unsafe-eval");
});

test("only an address with https is pinned to https", () => {
  expect(answer().sent["strict-transport-security"]).toBeUndefined();
  setEnv({ DOCKET_URL: "https://desk.example.com" });
  expect(answer().sent["strict-transport-security"]).toMatch(/^max-age=\d+$/);
});

test("answers of the API are sandboxed, so that no file ever runs as a page", () => {
  const { sent, received } = answer({}, "/api/v1/attachments/1/content");
  expect(sent["content-security-policy"]).toMatch(/default-src 'none'.*sandbox$/);
  expect(received["content-security-policy"]).toContain("nonce-");
  expect(answer({}, "/tickets").sent["content-security-policy"]).not.toContain("sandbox");
});

function answer(received: Record<string, string> = {}, url = "/") {
  const sent: Record<string, string> = {};
  const response = { setHeader: (name: string, value: string) => (sent[name] = value) };
  setSecurityHeaders(
    { headers: received, url } as unknown as IncomingMessage,
    response as unknown as ServerResponse,
  );
  return { received, sent };
}
