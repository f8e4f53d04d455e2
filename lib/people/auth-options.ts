import { randomUUID } from "node:crypto";
import type { NextAuthOptions, User } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { env, setEnv } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/logger";
import { findSession, type SessionClaims, secureSessionCookie, sessionCookie } from "@/lib/platform/session";
import { type SignInAttempt, signIn, signInVerified } from "./sign-in";
import { sessionSeconds, signOut } from "./sign-out";

/** What the request around next-auth knows and what it has to set afterwards. */
export type AuthRequest = {
  ipAddress: string | null;
  deviceCookie: string | undefined;
  /** Set once a password was right: the device is known from now on. */
  onKnownDevice: (cookie: string) => void;
};

export type OidcProfile = { sub: string; email?: string; email_verified?: boolean | string; name?: string };
type SessionUser = User & { session_version?: number };

export function authOptions(request: AuthRequest): NextAuthOptions {
  // next-auth reads its own address from this variable alone.
  if (!env().NEXTAUTH_URL) setEnv({ NEXTAUTH_URL: env().DOCKET_URL });
  const isSecure = env().DOCKET_URL.startsWith("https:");
  let vouchedFor: SessionUser | null = null;
  return {
    secret: env().DOCKET_SECRET,
    session: { strategy: "jwt", maxAge: sessionSeconds },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    useSecureCookies: isSecure,
    cookies: {
      sessionToken: {
        name: isSecure ? secureSessionCookie : sessionCookie,
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure },
      },
    },
    providers: [passwordProvider(request), ...oidcProviders()],
    callbacks: {
      signIn: async ({ account, profile }) => {
        if (account?.provider !== "oidc") return true;
        vouchedFor = await accountOfProfile(profile as OidcProfile | undefined, request.ipAddress);
        return vouchedFor !== null;
      },
      jwt: async ({ token, user, account }) => {
        const signedIn = account?.provider === "oidc" ? vouchedFor : (user as SessionUser | undefined);
        if (signedIn)
          return { sub: signedIn.id, session_id: randomUUID(), session_version: signedIn.session_version };
        const { sub, session_id, session_version } = token;
        await refuseRevoked({ sub, session_id, session_version });
        return { sub, session_id, session_version };
      },
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        if (token) await signOut(token, request.ipAddress);
      },
    },
    logger: {
      error: (code, metadata) => logger.warn({ code, detail: reasonOf(metadata) }, "next-auth"),
      warn: (code) => logger.debug({ code }, "next-auth"),
      debug: (code) => logger.trace({ code }, "next-auth"),
    },
  };
}

/** Throws messages that are codes for the sign-in page; it alone has the words. */
export async function authorize(
  attempt: SignInAttempt,
  onKnownDevice: AuthRequest["onKnownDevice"],
): Promise<SessionUser | null> {
  try {
    const signedIn = await signIn(attempt);
    if (!signedIn) return null;
    onKnownDevice(signedIn.deviceCookie);
    return { id: signedIn.id, session_version: signedIn.session_version };
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited")
      throw new Error(`TooManyAttempts:${error.details.retry_after_seconds ?? 60}`);
    logger.error({ err: error }, "sign-in failed");
    throw new Error("Unavailable");
  }
}

// Written out instead of next-auth's CredentialsProvider, whose type erases what authorize answers.
function passwordProvider(request: AuthRequest): NextAuthOptions["providers"][number] {
  return {
    id: "credentials",
    name: "Password",
    type: "credentials",
    credentials: {},
    authorize: (fields: Record<string, unknown> | undefined) =>
      authorize(
        {
          email: typeof fields?.email === "string" ? fields.email : "",
          password: typeof fields?.password === "string" ? fields.password : "",
          ipAddress: request.ipAddress,
          deviceCookie: request.deviceCookie,
        },
        request.onKnownDevice,
      ),
  };
}

function oidcProviders(): OAuthConfig<OidcProfile>[] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env();
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return [];
  return [
    {
      id: "oidc",
      name: "Single sign-on",
      type: "oauth",
      wellKnown: `${OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
      clientId: OIDC_CLIENT_ID,
      clientSecret: OIDC_CLIENT_SECRET,
      authorization: { params: { scope: "openid email profile" } },
      checks: ["pkce", "state", "nonce"],
      idToken: true,
      profile: (profile) => ({ id: profile.sub, email: profile.email, name: profile.name }),
    },
  ];
}

/** Nobody is created this way, and an address the provider has not verified could be anyone's. */
export async function accountOfProfile(
  profile: OidcProfile | undefined,
  ipAddress: string | null,
): Promise<SessionUser | null> {
  if (!profile?.email || String(profile.email_verified) !== "true") return null;
  return signInVerified(profile.email, ipAddress);
}

/** next-auth renews its cookie whenever it is asked for the session: never that of a revoked one. */
async function refuseRevoked(claims: SessionClaims): Promise<void> {
  if (!(await findSession(claims))) throw new Error("The session was revoked.");
}

function reasonOf(metadata: unknown): string {
  const error = metadata instanceof Error ? metadata : (metadata as { error?: unknown } | undefined)?.error;
  return error instanceof Error ? error.message : "";
}
