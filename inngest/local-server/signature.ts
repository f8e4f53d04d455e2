import { createHash, createHmac, timingSafeEqual } from "node:crypto";

const toleranceMs = 5 * 60_000;

/** Signs as Inngest does: HMAC-SHA256 over the canonical body and the time, with the key less its prefix. */
export function sign(body: string, signingKey: string, now = Date.now()): string {
  const time = Math.round(now / 1_000).toString();
  return `t=${time}&s=${digest(body, time, signingKey)}`;
}

export function isSigned(body: string, header: string | undefined, signingKey: string): boolean {
  const given = new URLSearchParams(header ?? "");
  const time = given.get("t") ?? "";
  if (Math.abs(Date.now() - Number(time) * 1_000) > toleranceMs) return false;
  return isSame(given.get("s") ?? "", digest(body, time, signingKey));
}

/** What the SDK shows instead of the key when it calls in. */
export function hashSigningKey(signingKey: string): string {
  const prefix = /^signkey-\w+-/.exec(signingKey)?.[0] ?? "";
  return (
    prefix +
    createHash("sha256")
      .update(Buffer.from(withoutPrefix(signingKey), "hex"))
      .digest("hex")
  );
}

export function isSame(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}

/** JSON with sorted names (RFC 8785), which both sides of a signature can make from the parsed body. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(",")}}`;
}

function digest(body: string, time: string, signingKey: string): string {
  return createHmac("sha256", withoutPrefix(signingKey)).update(body).update(time).digest("hex");
}

function withoutPrefix(signingKey: string): string {
  return signingKey.replace(/^signkey-\w+-/, "");
}
