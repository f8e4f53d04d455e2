"use client";

import { type RefObject, useEffect } from "react";

/** Messages appear at the left edge and are this wide at most. */
const toastEndPx = 640;
const gapPx = 12;
const bars = new Map<Element, number>();

/** For a bar of buttons at the lower edge: messages appear above it, never on it. */
export function useToastClearance(bar: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = bar.current;
    if (!element) return;
    const measure = () => {
      const { left, top, height } = element.getBoundingClientRect();
      bars.set(element, height > 0 && left < toastEndPx ? window.innerHeight - top + gapPx : 0);
      apply();
    };
    const resizes = new ResizeObserver(measure);
    resizes.observe(element);
    window.addEventListener("resize", measure);
    return () => {
      resizes.disconnect();
      window.removeEventListener("resize", measure);
      bars.delete(element);
      apply();
    };
  }, [bar]);
}

function apply(): void {
  const clearance = Math.max(0, ...bars.values());
  document.documentElement.style.setProperty("--bars-height", `${clearance}px`);
}
