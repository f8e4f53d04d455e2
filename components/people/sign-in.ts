/** Why next-auth let nobody in; `message` is for the person. */
export class SignInError extends Error {
  override readonly name = "SignInError";

  constructor(
    message: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}

/** Signs in with a password; afterwards the session cookie is set. */
export async function signInWithPassword(email: string, password: string): Promise<void> {
  const answer = await post("/api/auth/callback/credentials", { email, password });
  const code = answer ? new URL(answer, location.origin).searchParams.get("error") : "Unavailable";
  if (code) throw errorOf(code);
}

/** Leaves for the identity provider, which sends the person back to `target`. */
export async function signInWithProvider(target: string): Promise<void> {
  const answer = await post("/api/auth/signin/oidc", { callbackUrl: target });
  if (!answer) throw errorOf("Unavailable");
  location.assign(answer);
}

/** The words for the codes that next-auth and Docket put into the address of the sign-in page. */
export function errorOf(code: string): SignInError {
  const [name, detail] = code.split(":");
  if (name === "TooManyAttempts") {
    const seconds = Number(detail) || 60;
    return new SignInError(`Too many attempts. Try again in ${waitWords(seconds)}.`, seconds);
  }
  return new SignInError(messages[name ?? ""] ?? "Signing in did not work. Try again.");
}

/** Only pages of this desk: an address from a link must not lead anywhere else. */
export function safeTarget(wanted: string | null | undefined): string {
  if (!wanted || !/^\/(?![/\\])/.test(wanted) || /[\\\s]/.test(wanted)) return defaultTarget;
  return /^\/(sign-in|setup|change-password|api)(\/|\?|$)/.test(wanted) ? defaultTarget : wanted;
}

const defaultTarget = "/tickets";

const messages: Record<string, string> = {
  CredentialsSignin: "The e-mail address and password do not match an active account.",
  AccessDenied: "No active account here belongs to that verified e-mail address. Ask an admin for one.",
  Unavailable: "Docket did not answer. Nothing is wrong with your password; try again shortly.",
  OAuthSignin: "The identity provider did not answer. Try again, or use your password.",
  OAuthCallback: "The identity provider did not complete the sign-in. Try again.",
  Callback: "The identity provider did not complete the sign-in. Try again.",
};

function waitWords(seconds: number): string {
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}

async function post(path: string, fields: Record<string, string>): Promise<string | null> {
  try {
    const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ callbackUrl: "/", ...fields, csrfToken, json: "true" }),
    });
    return ((await response.json()) as { url?: string }).url ?? null;
  } catch {
    return null;
  }
}
