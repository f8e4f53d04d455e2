"use client";

import { type RefObject, useEffect, useRef } from "react";
import { useShortcuts } from "./use-shortcuts";

export interface GridKeysOptions {
  scroller: RefObject<HTMLElement | null>;
  activeIndex: number;
  count: number;
  pageRows: number;
  moveTo: (index: number, isExtending: boolean) => void;
  openAt: (index: number) => void;
  toggleAt: (index: number, isRange: boolean) => void;
  isOff?: boolean;
  /** Rows can be selected; otherwise those keys stay free, and out of the help. */
  isSelectable: boolean;
}

/** j, k, x and Enter anywhere on the page; the arrow keys while the grid has the focus. */
export function useGridKeys(options: GridKeysOptions): void {
  const { scroller, activeIndex, moveTo, openAt, toggleAt, isSelectable, isOff = false } = options;
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  useShortcuts(
    "List",
    [
      { keys: "j", label: "Next row", run: () => moveTo(activeIndex + 1, false) },
      { keys: "k", label: "Previous row", run: () => moveTo(activeIndex - 1, false) },
      { keys: "enter", label: "Open row", run: () => openAt(activeIndex) },
    ],
    { isEnabled: !isOff },
  );
  useShortcuts(
    "List",
    [
      { keys: "x", label: "Select or unselect row", run: () => toggleAt(activeIndex, false) },
      { keys: "shift+x", label: "Select from the last one to here", run: () => toggleAt(activeIndex, true) },
      { keys: "shift+j", label: "Select downwards", run: () => moveTo(activeIndex + 1, true) },
      { keys: "shift+k", label: "Select upwards", run: () => moveTo(activeIndex - 1, true) },
    ],
    { isEnabled: !isOff && isSelectable },
  );

  useEffect(() => {
    const element = scroller.current;
    const move = (event: KeyboardEvent) => {
      if (event.target !== element || event.ctrlKey || event.metaKey || event.altKey) return;
      const { activeIndex: from, count, pageRows } = latest.current;
      const targets: Record<string, number> = {
        ArrowDown: from + 1,
        ArrowUp: from - 1,
        PageDown: from + pageRows,
        PageUp: from - pageRows,
        Home: 0,
        End: count - 1,
      };
      const next = targets[event.key];
      if (event.key === " ") latest.current.toggleAt(from, event.shiftKey);
      else if (next !== undefined) latest.current.moveTo(next, event.shiftKey);
      else return;
      event.preventDefault();
    };
    element?.addEventListener("keydown", move);
    return () => element?.removeEventListener("keydown", move);
  }, [scroller]);
}
