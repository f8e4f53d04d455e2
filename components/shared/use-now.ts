"use client";

import { useCallback, useSyncExternalStore } from "react";
import { usePreferences } from "./preferences";

const TICK_MS = 15_000;

// One timer for every relative time and SLA chip on the page.
const listeners = new Set<() => void>();
let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** The current instant, the server's on the first render, then moving every fifteen seconds. */
export function useNow(): number {
  const { renderedAt } = usePreferences();
  return useSyncExternalStore(
    subscribe,
    readNow,
    useCallback(() => renderedAt, [renderedAt]),
  );
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function readNow(): number {
  if (timer === undefined || now === 0) now = Date.now();
  return now;
}

function tick() {
  now = Date.now();
  for (const listener of listeners) listener();
}
