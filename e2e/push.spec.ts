import type { CDPSession } from "@playwright/test";
import { expect, test } from "./fixtures";

const workerPath = "/push-worker.js";

/** Hands a message to the worker as the browser's push service would. */
async function push(session: CDPSession, origin: string, registrationId: string, message: object) {
  const data = JSON.stringify(message);
  await session.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
}

test("what is pushed is shown once, also when it comes twice or was dismissed", async ({
  page,
  context,
  baseURL,
  signInAs,
}) => {
  const origin = baseURL ?? "";
  await context.grantPermissions(["notifications"], { origin });
  await signInAs("ops_agent");
  await page.goto("/settings/notifications");
  await expect(page.getByRole("button", { name: "Notify me in this browser" })).toBeVisible();
  const session = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const [registration] = registrations;
      if (registration) resolve(registration.registrationId);
    });
  });
  await session.send("ServiceWorker.enable");
  await page.evaluate(async (path) => {
    await navigator.serviceWorker.register(path);
    await navigator.serviceWorker.ready;
  }, workerPath);
  const id = await registered;
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }));
    });
  const first = { id: "one", title: "#12 Pallets missing", body: "Amara mentioned you", url: "/tickets/12" };
  await push(session, origin, id, first);
  const expected = { title: first.title, body: first.body, tag: "one" };
  await expect.poll(shown).toEqual([expected]);
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    for (const notification of await registration.getNotifications()) notification.close();
  });
  await expect.poll(shown).toEqual([]);
  await push(session, origin, id, first);
  await push(session, origin, id, { ...first, id: "two", title: "#13 Late again" });
  await expect.poll(shown).toMatchObject([{ tag: "two", title: "#13 Late again" }]);
});
