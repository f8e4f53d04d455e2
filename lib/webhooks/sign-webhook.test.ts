import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { makeWebhookSecret, signatureHeaders } from "./sign-webhook";

const message = { id: "msg_1", timestamp: 1_614_265_330, body: '{"test": 2432232314}' };

test("signs id, timestamp and body as the Standard Webhooks specification says", () => {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const known = { ...message, id: "msg_p5jXN8AQM9LWM0D4loKWxJek" };
  expect(signatureHeaders(known, [secret])).toEqual({
    "webhook-id": known.id,
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
});

test("each secret in force signs for itself", () => {
  const secrets = [makeWebhookSecret(), makeWebhookSecret()];
  const [first, second] = signatureHeaders(message, secrets)["webhook-signature"]?.split(" ") ?? [];
  expect(first).not.toBe(second);
  const key = Buffer.from((secrets[1] ?? "").slice(6), "base64");
  expect(key).toHaveLength(32);
  const expected = createHmac("sha256", key).update(`msg_1.1614265330.${message.body}`).digest("base64");
  expect(second).toBe(`v1,${expected}`);
});
