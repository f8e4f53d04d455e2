"use client";

import { useCallback, useEffect, useState } from "react";
import { call } from "@/lib/platform/api-client";
import type { pushApi } from "@/lib/push/api";

/** What this browser allows, and whether it is told to Docket. */
export type PushState = "unknown" | "unsupported" | "denied" | "off" | "on";

const workerPath = "/push-worker.js";

export function usePush(
  publicKey: string,
  endpointHashes: readonly string[],
  onChanged: () => Promise<unknown>,
) {
  const [state, setState] = useState<PushState>("unknown");
  const [isBusy, setIsBusy] = useState(false);
  const known = endpointHashes.join();

  const look = useCallback(async () => {
    if (!isSupported()) return setState("unsupported");
    if (Notification.permission === "denied") return setState("denied");
    const subscription = await currentSubscription();
    const isKnown = subscription !== null && known.includes(await hashOf(subscription.endpoint));
    setState(isKnown ? "on" : "off");
  }, [known]);
  useEffect(() => void look(), [look]);

  const run = async (act: () => Promise<void>) => {
    setIsBusy(true);
    try {
      await act();
      await onChanged();
      await look();
    } finally {
      setIsBusy(false);
    }
  };
  const turnOn = () =>
    run(async () => {
      if ((await Notification.requestPermission()) !== "granted") return;
      const subscription = await subscribe(publicKey);
      const { endpoint, keys } = subscription.toJSON();
      await call<typeof pushApi.add>("POST", "/push-subscriptions", {
        body: {
          endpoint: endpoint ?? "",
          keys: { p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" },
          label: browserName(navigator.userAgent),
        },
      });
    });
  const turnOff = (id: string | undefined) =>
    run(async () => {
      await (await currentSubscription())?.unsubscribe();
      if (id) await call<typeof pushApi.remove>("DELETE", "/push-subscriptions/{id}", { params: { id } });
    });
  return { state, isBusy, turnOn, turnOff };
}

/** The endpoint itself is as good as an address: the list carries its hash alone. */
export async function hashOf(endpoint: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export async function currentSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration(workerPath);
  return (await registration?.pushManager.getSubscription()) ?? null;
}

async function subscribe(publicKey: string): Promise<PushSubscription> {
  await navigator.serviceWorker.register(workerPath);
  const { pushManager } = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) };
  try {
    return await pushManager.subscribe(options);
  } catch (error) {
    // One of another key pair is in the way: of before the installation's secret changed.
    const old = await pushManager.getSubscription();
    if (!old) throw error;
    await old.unsubscribe();
    return pushManager.subscribe(options);
  }
}

function isSupported(): boolean {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** "Firefox on Linux", for a list in which one recognizes one's own. */
export function browserName(userAgent: string): string {
  const first = (names: [RegExp, string][], otherwise: string) =>
    names.find(([pattern]) => pattern.test(userAgent))?.[1] ?? otherwise;
  const browser = first(
    [
      [/Edg\//, "Edge"],
      [/OPR\//, "Opera"],
      [/Firefox\//, "Firefox"],
      [/Chrome\//, "Chrome"],
      [/Safari\//, "Safari"],
    ],
    "Browser",
  );
  const system = first(
    [
      [/Android/, "Android"],
      [/iPhone|iPad/, "iOS"],
      [/Windows/, "Windows"],
      [/Mac OS X/, "macOS"],
      [/CrOS/, "ChromeOS"],
      [/Linux/, "Linux"],
    ],
    "another system",
  );
  return `${browser} on ${system}`;
}
