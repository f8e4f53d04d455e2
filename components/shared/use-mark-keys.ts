"use client";

import { type KeyboardEvent, useRef, useState } from "react";

/**
 * One stop of the Tab key for all marks of a chart; arrows move between them. Marks lie row after row, and carry
 * `data-mark` with their index.
 */
export function useMarkKeys<Root extends HTMLElement>(count: number, columns = count) {
  const root = useRef<Root>(null);
  const [active, setActive] = useState(0);
  const stop = Math.min(active, Math.max(0, count - 1));

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: columns,
      ArrowUp: -columns,
      Home: -stop,
      End: count - 1 - stop,
    };
    const step = steps[event.key];
    if (step === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    const next = stop + step;
    if (next < 0 || next >= count) return;
    setActive(next);
    root.current?.querySelector<HTMLElement>(`[data-mark="${next}"]`)?.focus();
  };

  const markProps = (index: number) => ({
    "data-mark": index,
    tabIndex: index === stop ? 0 : -1,
    onFocus: () => setActive(index),
  });

  return { root, onKeyDown, markProps };
}
