import { createHash, createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { z } from "zod";

export const knownDeviceCookie = "docket-device";
export const knownDeviceSeconds = 400 * 24 * 3600;
const accountsPerDevice = 8;

const content = z.object({ device: z.string(), accounts: z.array(z.string()) });
export type KnownDevice = z.output<typeof content>;

/** The device of a signed cookie, or a new one that knows no account. */
export function readKnownDevice(cookie: string | undefined, secret: string): KnownDevice {
  const [body = "", signature = ""] = cookie?.split(".") ?? [];
  const expected = sign(body, secret);
  const given = Buffer.from(signature, "base64url");
  if (given.length === expected.length && timingSafeEqual(given, expected)) {
    const parsed = content.safeParse(JSON.parse(Buffer.from(body, "base64url").toString()));
    if (parsed.success) return parsed.data;
  }
  return { device: randomUUID(), accounts: [] };
}

/** The cookie's value once an account has signed in on the device. */
export function rememberAccount(known: KnownDevice, email: string, secret: string): string {
  const account = accountKey(email);
  const accounts = [account, ...known.accounts.filter((other) => other !== account)];
  const value = { device: known.device, accounts: accounts.slice(0, accountsPerDevice) };
  const body = Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${body}.${sign(body, secret).toString("base64url")}`;
}

export function knowsAccount(known: KnownDevice, email: string): boolean {
  return known.accounts.includes(accountKey(email));
}

/** E-mail addresses stay out of cookies and throttle keys. */
export function accountKey(email: string): string {
  return createHash("sha256").update(email.trim().toLowerCase()).digest("base64url").slice(0, 22);
}

function sign(body: string, secret: string): Buffer {
  return createHmac("sha256", secret).update(`known-device:${body}`).digest();
}
