import { randomBytes } from "node:crypto";

const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A run's id as Inngest's are: sorted by time. */
export function ulid(now = Date.now()): string {
  let time = "";
  for (let rest = now, count = 0; count < 10; count++, rest = Math.floor(rest / 32))
    time = digits.charAt(rest % 32) + time;
  const random = Array.from(randomBytes(16), (byte) => digits.charAt(byte % 32)).join("");
  return time + random;
}
