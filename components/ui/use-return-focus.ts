"use client";

import { useRef } from "react";

interface FocusHandlers {
  onOpenAutoFocus?: (event: Event) => void;
  onCloseAutoFocus?: (event: Event) => void;
}

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
      const element = origin.current;
      if (event.defaultPrevented || !(element instanceof HTMLElement) || !element.isConnected) return;
      event.preventDefault();
      element.focus();
    },
  };
}

// A dialog opened from a menu item outlives the item; the menu's own button is still there.
function lastingOrigin(element: Element | null): Element | null {
  const trigger = element?.closest('[role="menu"]')?.getAttribute("aria-labelledby");
  return trigger ? lastingOrigin(document.getElementById(trigger)) : element;
}
