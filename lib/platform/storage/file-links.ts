import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { env } from "../env";
import { AppError } from "../errors";
import type { Actor } from "../organization";

/** Longer than a click takes, shorter than a link is worth stealing. */
export const linkSeconds = 300;

export const linkQuery = z.object({
  expires: z.coerce.number().int(),
  signature: z.string().max(100),
  /** Saves instead of showing. */
  download: z.enum(["1"]).optional(),
});
export type LinkQuery = z.output<typeof linkQuery>;

export type SignedLink = { url: string; expires_at: Date };

/** An address below /api/v1 that opens for this person alone, for five minutes at most. */
export function signLink(actor: Actor, path: string, now: Date, seconds = linkSeconds): SignedLink {
  const expires = Math.floor(now.getTime() / 1000) + Math.min(seconds, linkSeconds);
  const search = new URLSearchParams({ expires: String(expires), signature: sign(actor, path, expires) });
  return { url: `/api/v1${path}?${search}`, expires_at: new Date(expires * 1000) };
}

/** Refuses a link that is over, altered, or another person's. */
export function checkLink(actor: Actor, path: string, query: LinkQuery, now: Date): void {
  const expected = Buffer.from(sign(actor, path, query.expires));
  const given = Buffer.from(query.signature);
  const isGenuine = expected.length === given.length && timingSafeEqual(expected, given);
  const left = query.expires - now.getTime() / 1000;
  if (!isGenuine || left > linkSeconds + 5)
    throw new AppError(
      "forbidden",
      "This link was made for someone else or was changed. Open the file from its ticket.",
    );
  if (left <= 0)
    throw new AppError(
      "forbidden",
      "This link is over: links to files last five minutes. Open the file from its ticket again.",
    );
}

function sign(actor: Actor, path: string, expires: number): string {
  const content = [actor.organizationId, actor.userId ?? actor.role, path, expires].join("\n");
  return createHmac("sha256", signingKey()).update(content).digest("base64url");
}

let derived: { secret: string; key: Buffer } | undefined;

/** A key of its own, so that no other signature of this installation ever fits a file. */
function signingKey(): Buffer {
  const secret = env().DOCKET_SECRET;
  if (!secret) throw new Error("DOCKET_SECRET is not set.");
  if (derived?.secret !== secret)
    derived = { secret, key: Buffer.from(hkdfSync("sha256", secret, "", "docket file links", 32)) };
  return derived.key;
}
