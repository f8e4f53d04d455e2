import { createHash } from "node:crypto";
import { decode } from "next-auth/jwt";
import { database, queryAtOnce } from "./database/client";
import { prepared } from "./database/sql";
import { env } from "./env";
import { AppError } from "./errors";
import type { Actor } from "./organization";

type ActorRow = {
  user_id: string;
  organization_id: string;
  organization_name: string;
  time_zone: string;
  email: string;
  name: string;
  role: string;
  franchise_id: string | null;
  must_change_password?: boolean;
  deactivated_at: Date | null;
};
type TokenRow = ActorRow & {
  token_id: string;
  scopes: string[];
  company_ids: string[] | null;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
};

export const sessionCookie = "docket-session";
export const secureSessionCookie = `__Secure-${sessionCookie}`;

/** Who sent this request: the API token if there is one, else the session cookie, else nobody. */
export async function resolveActor(request: Request): Promise<Actor | null> {
  const ipAddress = clientAddress(request.headers);
  const bearer = request.headers.get("authorization")?.match(/^Bearer\s+(\S+)$/i)?.[1];
  if (bearer) return actorOfToken(bearer, ipAddress);
  const actor = await actorOfSession(readCookie(request.headers.get("cookie")), ipAddress);
  if (actor) refuseForeignOrigin(request);
  return actor;
}

/** The signed-in person behind a session cookie, as of now: roles, deactivation and revocation count at once. */
export async function actorOfSession(
  cookie: string | undefined,
  ipAddress: string | null,
): Promise<Actor | null> {
  const secret = env().DOCKET_SECRET;
  if (!cookie || !secret) return null;
  const session = await decode({ token: cookie, secret }).catch(() => null);
  const row = session && (await findSession(session));
  return row ? toActor(row, null, null, ipAddress) : null;
}

/** What the signed cookie says of its session. */
export type SessionClaims = { sub?: unknown; session_id?: unknown; session_version?: unknown };

/** Whose session this is, unless it was signed out, revoked with all others, or its person deactivated. */
export async function findSession(claims: SessionClaims): Promise<ActorRow | null> {
  const { sub, session_id: sessionId, session_version: version } = claims;
  if (typeof sub !== "string" || typeof sessionId !== "string") return null;
  const [row] = await queryAtOnce<ActorRow & { session_version: number; is_ended: boolean }>(
    prepared`select *, is_session_ended(${sessionId}::uuid) as is_ended from find_actor(${sub}::uuid)`,
  );
  return !row || row.deactivated_at || row.is_ended || row.session_version !== version ? null : row;
}

/** A person acting later than they asked, with what they may do now; nobody once they are deactivated. */
export async function actorOfUser(
  userId: string,
  scopes: string[] | null,
  ipAddress: string | null,
): Promise<Actor | null> {
  const [row] = await queryAtOnce<ActorRow>(prepared`select * from find_actor(${userId}::uuid)`);
  return !row || row.deactivated_at ? null : toActor(row, null, scopes, ipAddress);
}

export function hashToken(token: string): Buffer<ArrayBuffer> {
  return createHash("sha256").update(token).digest();
}

async function actorOfToken(token: string, ipAddress: string | null): Promise<Actor> {
  const [row] = await queryAtOnce<TokenRow>(prepared`select * from find_token_actor(${hashToken(token)})`);
  if (!row || row.deactivated_at || row.revoked_at)
    throw new AppError(
      "unauthenticated",
      "This API token is not valid. Create a new one in Settings → API tokens.",
    );
  if (row.expires_at && row.expires_at <= new Date())
    throw new AppError(
      "unauthenticated",
      "This API token has expired. Create a new one in Settings → API tokens.",
    );
  if (!row.last_used_at || Date.now() - row.last_used_at.getTime() > 60_000)
    await database().$queryRaw`select touch_token(${row.token_id}::uuid)::text`;
  return { ...toActor(row, row.token_id, row.scopes, ipAddress), companyIds: row.company_ids };
}

function toActor(
  row: ActorRow,
  tokenId: string | null,
  scopes: string[] | null,
  ipAddress: string | null,
): Actor {
  return {
    userId: row.user_id,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    name: row.name,
    email: row.email,
    role: row.role,
    franchiseId: row.franchise_id,
    timeZone: row.time_zone,
    tokenId,
    scopes,
    ipAddress,
    mustChangePassword: row.must_change_password ?? false,
  };
}

function readCookie(header: string | null): string | undefined {
  for (const part of header?.split(/;\s*/) ?? []) {
    const separator = part.indexOf("=");
    const name = part.slice(0, separator);
    if (name === sessionCookie || name === secureSessionCookie) return part.slice(separator + 1);
  }
  return undefined;
}

/** A cookie travels with forged requests too; the browser says where they come from (Fetch Metadata). */
function refuseForeignOrigin(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const site = request.headers.get("sec-fetch-site");
  if (site === "same-origin" || site === "none") return;
  const origin = request.headers.get("origin");
  if (!site && origin && isOriginOf(origin, request.headers.get("host"))) return;
  throw new AppError("forbidden", "This request came from another site. Use an API token for programs.");
}

/** Opaque origins ("null") and nonsense belong to nobody. */
export function isOriginOf(origin: string, host: string | null | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** server.ts puts the socket's address here, or the balancer's word for it where one is trusted. */
export function clientAddress(headers: Headers): string | null {
  return headers.get("x-docket-client-address");
}
