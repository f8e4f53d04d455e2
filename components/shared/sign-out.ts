/** Ends the session at the server, then leaves every page of it behind. */
export async function signOut(): Promise<void> {
  await forgetPush().catch(() => undefined);
  const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  await fetch("/api/auth/signout", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, callbackUrl: "/sign-in", json: "true" }),
  });
  location.assign("/sign-in");
}

/** Whoever sits here next must not read what is pushed to the person who left. */
async function forgetPush(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration("/push-worker.js");
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}
