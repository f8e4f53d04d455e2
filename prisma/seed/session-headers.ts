import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import { env } from "@/lib/platform/env";
import { sessionCookie } from "@/lib/platform/session";
import type { User } from "./factories";

/** What a browser signed in as that person sends, for routes that refuse tokens. */
export async function sessionHeaders(
  user: Pick<User, "id" | "session_version">,
): Promise<Record<string, string>> {
  const token = { sub: user.id, session_id: randomUUID(), session_version: user.session_version };
  const cookie = await encode({ token, secret: env().DOCKET_SECRET });
  return { cookie: `${sessionCookie}=${cookie}`, "sec-fetch-site": "same-origin" };
}
