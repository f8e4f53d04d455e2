"use client";

import { useSyncExternalStore } from "react";

const noSubscription = () => () => {};

/** The browser's own zone, once the page is alive; the server cannot know it. */
export function useBrowserZone(): string {
  return useSyncExternalStore(
    noSubscription,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC",
    () => "UTC",
  );
}
