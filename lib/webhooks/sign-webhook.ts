import { createHmac, randomBytes } from "node:crypto";

const prefix = "whsec_";

/** In the form of the Standard Webhooks specification, which libraries in many languages verify. */
export function makeWebhookSecret(): string {
  return `${prefix}${randomBytes(32).toString("base64")}`;
}

/**
 * HMAC-SHA256 over `id.timestamp.body`, once for every secret in force. Receivers compare one of the signatures in
 * constant time, refuse a timestamp more than five minutes off, and remember ids they have had.
 */
export function signatureHeaders(
  message: { id: string; timestamp: number; body: string },
  secrets: readonly string[],
): Record<string, string> {
  const signed = `${message.id}.${message.timestamp}.${message.body}`;
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), "base64");
    return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
  });
  return {
    "webhook-id": message.id,
    "webhook-timestamp": String(message.timestamp),
    "webhook-signature": signatures.join(" "),
  };
}
