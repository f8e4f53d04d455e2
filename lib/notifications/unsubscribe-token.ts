import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { env } from "@/lib/platform/env";
import { invalidField } from "@/lib/platform/errors";

const content = z.tuple([z.uuid(), z.enum(["user", "requester"]), z.uuid(), z.uuid().nullable()]);

export type Subscription = {
  organization_id: string;
  user_id: string | null;
  requester_id: string | null;
  /** Null for mail that is about several tickets. */
  ticket_id: string | null;
};

/** Says whose e-mail may be stopped; it opens nothing else, works without signing in and never runs out. */
export function signSubscription(subscription: Subscription): string {
  const { organization_id, user_id, requester_id, ticket_id } = subscription;
  const who = user_id === null ? ["requester", requester_id] : ["user", user_id];
  const payload = Buffer.from(JSON.stringify([organization_id, ...who, ticket_id])).toString("base64url");
  return `${payload}.${signatureOf(payload).toString("base64url")}`;
}

export function readSubscription(token: string): Subscription {
  const [payload = "", signature = ""] = token.split(".");
  const given = Buffer.from(signature, "base64url");
  const expected = signatureOf(payload);
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw invalidField("token", "This unsubscribe link is not complete. Open it again from the e-mail.");
  const [organization_id, who, id, ticket_id] = content.parse(
    JSON.parse(Buffer.from(payload, "base64url").toString()),
  );
  return {
    organization_id,
    user_id: who === "user" ? id : null,
    requester_id: who === "requester" ? id : null,
    ticket_id,
  };
}

function signatureOf(payload: string): Buffer {
  return createHmac("sha256", env().DOCKET_SECRET).update(`unsubscribe:${payload}`).digest();
}
