"use client";

import { useEffect, useRef } from "react";

const handlers: (() => void)[] = [];

/**
 * While active, Escape ends this (a field being edited, a list of mentions) instead of leaving the drawer. The
 * drawer's own listener comes before any handler on the elements inside it, so they tell it here.
 */
export function useEscape(isActive: boolean, onEscape: () => void): void {
  const latest = useRef(onEscape);
  useEffect(() => {
    latest.current = onEscape;
  });
  useEffect(() => {
    if (!isActive) return;
    const handler = () => latest.current();
    handlers.push(handler);
    return () => {
      handlers.splice(handlers.indexOf(handler), 1);
    };
  }, [isActive]);
}

/** True when something inside took the key for itself. */
export function escapeInside(): boolean {
  const handler = handlers.at(-1);
  handler?.();
  return handler !== undefined;
}
