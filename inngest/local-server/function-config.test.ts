import { describe, expect, test } from "vitest";
import { parseDuration, parseRetryAfter, retryPause } from "./duration";
import { matchValue, nextScheduled, readFunctionConfig } from "./function-config";
import { canonicalJson, isSigned, sign } from "./signature";

const source = {
  id: "app-fn",
  name: "fn",
  triggers: [{ event: "ticket.created", expression: "event.data.level > 1" }],
  steps: { step: { id: "step", name: "step", runtime: { type: "http", url: "http://127.0.0.1:1/api" } } },
};

test("a function is read with its options", () => {
  const config = readFunctionConfig("app", {
    ...source,
    concurrency: [
      { limit: 2, key: "event.data.organization_id" },
      { limit: 9, key: "'all'", scope: "env" },
    ],
    cancel: [{ event: "ticket.closed", if: "event.data.id == async.data.id", timeout: "1h" }],
    debounce: { period: "10s" },
  });
  expect(config).toMatchObject({
    maxAttempts: 4,
    concurrency: [
      { prefix: "app-fn/0", limit: 2 },
      { prefix: "env", limit: 9 },
    ],
    cancelOn: [{ event: "ticket.closed", timeoutMs: 3_600_000 }],
    debounce: { periodMs: 10_000 },
  });
  expect(config.events[0]?.condition?.({ event: { data: { level: 2 } } })).toBe(true);
});

describe("what is not supported is refused in words", () => {
  test.each([
    [
      { timeouts: { finish: "1h" } },
      "Function app-fn uses timeouts, which the local Inngest server does not support.",
    ],
    [{ triggers: [{ cron: "0 25 * * *" }] }, 'the schedule "0 25 * * *" is wrong'],
    [{ idempotency: "uuid()" }, "the function uuid() is unknown"],
    [{ rateLimit: { limit: 1, period: "soon" } }, '"soon" is not a duration such as 1h30m'],
    [{ cancel: [{ event: "x", if: "this.is.not" }] }, "this is not one of event, async, events"],
    [
      { steps: { step: { ...source.steps.step, runtime: { type: "ws", url: "ws://x" } } } },
      "only functions served by HTTP run here",
    ],
  ])("%j", (options, sentence) => {
    expect(() => readFunctionConfig("app", { ...source, ...options })).toThrow(sentence);
  });
});

test("durations and Retry-After as the SDK writes them", () => {
  expect(parseDuration("1w2d3h4m5s")).toBe(788_645_000);
  expect(parseDuration("")).toBe(0);
  expect(() => parseDuration("1 hour")).toThrow("is not a duration");
  expect(parseRetryAfter("30", 0)).toBe(30_000);
  expect(parseRetryAfter("2026-11-21T10:00:10.000Z", Date.parse("2026-11-21T10:00:00.000Z"))).toBe(10_000);
  expect(parseRetryAfter(undefined, 0)).toBeUndefined();
  expect(retryPause(0)).toBeLessThan(retryPause(3));
  expect(retryPause(50)).toBeLessThanOrEqual(7_920_000);
});

test("schedules keep to their time zone, also when the clock changes", () => {
  const daily = "TZ=Europe/Vienna 0 9 * * *";
  expect(nextScheduled(daily, new Date("2026-10-24T12:00:00Z"))?.toISOString()).toBe(
    "2026-10-25T08:00:00.000Z",
  );
  expect(nextScheduled(daily, new Date("2026-03-28T12:00:00Z"))?.toISOString()).toBe(
    "2026-03-29T07:00:00.000Z",
  );
});

test("a wait is looked up by the field it compares", () => {
  const event = { data: { id: "a", level: 2 } };
  expect(matchValue("event.data.id == async.data.id", event)).toBe('data.id="a"');
  expect(matchValue("event.data.gone == async.data.gone", event)).toBe("data.gone=null");
  expect(matchValue("async.data.level > event.data.level", event)).toBeUndefined();
});

test("a signature holds for this body and a few minutes", () => {
  const key = "signkey-test-0011223344556677";
  const body = canonicalJson({ b: [1, "ä"], a: { d: null, c: undefined } });
  expect(body).toBe('{"a":{"d":null},"b":[1,"ä"]}');
  expect(isSigned(body, sign(body, key), key)).toBe(true);
  expect(isSigned(`${body} `, sign(body, key), key)).toBe(false);
  expect(isSigned(body, sign(body, key, Date.now() - 600_000), key)).toBe(false);
  expect(isSigned(body, undefined, key)).toBe(false);
});
