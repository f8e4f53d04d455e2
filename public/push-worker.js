/* Shows what Docket pushes to this browser. Plain JavaScript: the browser runs this file as it is. */

const seenCache = "docket-push-seen";
const seenLimit = 200;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  event.waitUntil(show(event.data.json()));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.url));
});

/** A message may come twice; whoever has dismissed it must not see it again. */
async function show({ id, title, body, url }) {
  const seen = await caches.open(seenCache);
  const mark = `/push-seen/${encodeURIComponent(id)}`;
  if (await seen.match(mark)) return;
  await seen.put(mark, new Response(""));
  await self.registration.showNotification(title, {
    body,
    tag: id,
    icon: "/icon.svg",
    badge: "/icon.svg",
    data: { url },
    lang: "en",
  });
  const marks = await seen.keys();
  await Promise.all(marks.slice(0, Math.max(0, marks.length - seenLimit)).map((old) => seen.delete(old)));
}

async function open(path) {
  const address = new URL(path, self.location.origin);
  if (address.origin !== self.location.origin) return;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const client of windows) {
    if (!("navigate" in client)) continue;
    try {
      await client.focus();
      await client.navigate(address.href);
      return;
    } catch {
      // A window this worker does not control yet cannot be moved; a new one opens instead.
    }
  }
  await self.clients.openWindow(address.href);
}
