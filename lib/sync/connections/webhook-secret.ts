import { randomBytes } from "node:crypto";

/**
 * The vendor's automation can send one fixed header and no more, so the secret names its connection itself and the
 * documented address serves every organization.
 */
export function makeSyncWebhookSecret(connectionId: string): string {
  return `dksync_${connectionId.replaceAll("-", "")}_${randomBytes(24).toString("base64url")}`;
}

/** Whose secret this claims to be; that it is right, only a comparison with the stored one tells. */
export function connectionIdOfSecret(secret: string): string | null {
  const digits = secret.match(/^dksync_([0-9a-f]{32})_[\w-]{32}$/)?.[1];
  return digits ? digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5") : null;
}
