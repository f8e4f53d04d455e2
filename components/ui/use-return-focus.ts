"use client";

import { useRef } from "react";

interface FocusHandlers {
  onOpenAutoFocus?: (event: Event) => void;
  onCloseAutoFocus?: (event: Event) => void;
}

/** Where the focus came from, left by an overlay that closed after the next one had opened. */
let inherited: HTMLElement | null = null;

/** Radix returns the focus to a trigger only; a dialog opened by a shortcut or from state has none. */
export function useReturnFocus(own: FocusHandlers): Required<FocusHandlers> {
  const origin = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: (event) => {
      origin.current = lastingOrigin(document.activeElement);
      own.onOpenAutoFocus?.(event);
    },
    onCloseAutoFocus: (event) => {
      own.onCloseAutoFocus?.(event);
      if (event.defaultPrevented) return;
      const element = reachable(origin.current) ?? reachable(inherited);
      const isTaken = isFocusTaken(event);
      inherited = isTaken ? element : null;
      if (!isTaken && !element) return;
      event.preventDefault();
      if (!isTaken) element?.focus();
    },
  };
}

/**
 * Radix returns the focus in a task after an overlay went away. By then the next one may be open or be typed into:
 * taking the focus from it would close a menu, or mark the words in a field so that the next letter replaces them.
 */
export function isFocusTaken(event: Event): boolean {
  const active = document.activeElement;
  if (!active || active === document.body) return false;
  return !(event.target instanceof Node && event.target.contains(active));
}

/** For the other overlays: what a person did since it closed is left alone. */
export function returningFocus(own?: (event: Event) => void): (event: Event) => void {
  return (event) => {
    if (isFocusTaken(event)) event.preventDefault();
    else own?.(event);
  };
}

function reachable(element: Element | null): HTMLElement | null {
  if (!(element instanceof HTMLElement) || element === document.body) return null;
  return element.isConnected ? element : null;
}

// A dialog opened from a menu item outlives the item; the menu's own button is still there.
function lastingOrigin(element: Element | null): Element | null {
  const trigger = element?.closest('[role="menu"]')?.getAttribute("aria-labelledby");
  return trigger ? lastingOrigin(document.getElementById(trigger)) : element;
}
