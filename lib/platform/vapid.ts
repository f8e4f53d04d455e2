import { createECDH, hkdfSync } from "node:crypto";
import { env } from "./env";

export type VapidKeys = { publicKey: string; privateKey: string };

/**
 * The key pair by which push services know this desk (RFC 8292). It follows from the installation's secret, so that
 * every process of a desk has the same one and a restored desk keeps its browsers.
 */
export function vapidKeys(): VapidKeys {
  const seed = hkdfSync("sha256", env().DOCKET_SECRET, "", "docket web push", 32);
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(Buffer.from(seed));
  return { publicKey: pair.getPublicKey("base64url"), privateKey: pair.getPrivateKey("base64url") };
}

/** Whom a push service may complain to. */
export function vapidSubject(): string {
  const { DOCKET_URL } = env();
  return DOCKET_URL.startsWith("https:") ? DOCKET_URL : `mailto:docket@${new URL(DOCKET_URL).hostname}`;
}
