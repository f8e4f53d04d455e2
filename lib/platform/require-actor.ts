import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Actor } from "./organization";
import { hasPermission, type Permission } from "./permissions";
import { actorOfSession, clientAddress, secureSessionCookie, sessionCookie } from "./session";

/** Whoever is signed in, if anyone; for the pages around signing in. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const jar = await cookies();
  const cookie = jar.get(secureSessionCookie) ?? jar.get(sessionCookie);
  return actorOfSession(cookie?.value, clientAddress(await headers()));
});

/** The signed-in person of a page; nobody is sent to the sign-in page and comes back afterwards. */
export async function requireActor(): Promise<Actor>;
/** The same, with whether their role holds the permission the page needs. */
export async function requireActor(permission: Permission): Promise<{ actor: Actor; isAllowed: boolean }>;
export async function requireActor(
  permission?: Permission,
): Promise<Actor | { actor: Actor; isAllowed: boolean }> {
  const actor = await currentActor();
  if (!actor)
    redirect(
      `/sign-in?callbackUrl=${encodeURIComponent((await headers()).get("x-docket-path") ?? "/tickets")}`,
    );
  if (actor.mustChangePassword) redirect("/change-password");
  return permission ? { actor, isAllowed: hasPermission(actor, permission) } : actor;
}
