"use client";

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Kbd } from "./kbd";
import type { TooltipSide } from "./tooltip";

const OPEN_DELAY_MS = 450;
const CLOSE_DELAY_MS = 90;
const GAP_PX = 6;
const LAYER_ID = "docket-tooltip";

/** Shows the hint of whatever element under the pointer or focus carries `tooltip()` attributes. */
export function TooltipLayer() {
  const [target, setTarget] = useState<HTMLElement | null>(null);
  const bubble = useRef<HTMLDivElement>(null);
  const timer = useRef(0);
  const lastClosed = useRef(0);

  const schedule = useCallback((next: HTMLElement | null, delay: number) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      if (!next) lastClosed.current = Date.now();
      setTarget(next);
    }, delay);
  }, []);

  useEffect(() => {
    const over = (event: PointerEvent) => {
      if (event.pointerType === "touch") return;
      const element = event.target as Element;
      if (bubble.current?.contains(element)) return window.clearTimeout(timer.current);
      // What it opened says more, and may lie where the hint would.
      const next = element.closest<HTMLElement>("[data-tooltip]:not([aria-expanded=true])");
      // Moving along a toolbar shows the next hint at once: the wait was already paid.
      const isWarm = next?.dataset.tooltipInstant || Date.now() - lastClosed.current < 300;
      schedule(next, next ? (isWarm ? 0 : OPEN_DELAY_MS) : CLOSE_DELAY_MS);
    };
    const focus = (event: FocusEvent) => {
      const element = event.target as HTMLElement;
      if (element.matches("[data-tooltip]:focus-visible")) schedule(element, 0);
    };
    const hide = () => schedule(null, 0);
    const key = (event: KeyboardEvent) => event.key === "Escape" && hide();
    document.addEventListener("pointerover", over);
    document.addEventListener("focusin", focus);
    document.addEventListener("focusout", hide);
    document.addEventListener("pointerdown", hide);
    document.addEventListener("keydown", key);
    document.addEventListener("scroll", hide, true);
    return () => {
      window.clearTimeout(timer.current);
      document.removeEventListener("pointerover", over);
      document.removeEventListener("focusin", focus);
      document.removeEventListener("focusout", hide);
      document.removeEventListener("pointerdown", hide);
      document.removeEventListener("keydown", key);
      document.removeEventListener("scroll", hide, true);
    };
  }, [schedule]);

  useLayoutEffect(() => {
    if (!target || !bubble.current) return;
    place(bubble.current, target);
    const text = target.dataset.tooltip;
    if (text === target.getAttribute("aria-label") || target.hasAttribute("aria-describedby")) return;
    target.setAttribute("aria-describedby", LAYER_ID);
    return () => target.removeAttribute("aria-describedby");
  }, [target]);

  if (!target?.isConnected) return null;
  return (
    <div
      ref={bubble}
      id={LAYER_ID}
      role="tooltip"
      className="fixed top-0 left-0 z-100 flex w-max max-w-72 animate-in items-center gap-2 rounded-sm bg-inverse px-2 py-1 text-xs text-inverse-foreground shadow-overlay"
    >
      <span className="whitespace-pre-line">{target.dataset.tooltip}</span>
      {target.dataset.tooltipKeys && <Kbd keys={target.dataset.tooltipKeys} tone="inverse" />}
    </div>
  );
}

function place(bubble: HTMLElement, target: HTMLElement) {
  const anchor = target.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = bubble;
  const asked = (target.dataset.tooltipSide ?? "bottom") as TooltipSide;
  const room = {
    top: anchor.top - height - GAP_PX,
    bottom: window.innerHeight - anchor.bottom - height - GAP_PX,
    left: anchor.left - width - GAP_PX,
    right: window.innerWidth - anchor.right - width - GAP_PX,
  };
  const opposite = { top: "bottom", bottom: "top", left: "right", right: "left" } as const;
  const side = room[asked] < 4 && room[opposite[asked]] >= 4 ? opposite[asked] : asked;
  const isVertical = side === "top" || side === "bottom";
  const x = isVertical
    ? anchor.left + anchor.width / 2 - width / 2
    : side === "left"
      ? anchor.left - width - GAP_PX
      : anchor.right + GAP_PX;
  const y = !isVertical
    ? anchor.top + anchor.height / 2 - height / 2
    : side === "top"
      ? anchor.top - height - GAP_PX
      : anchor.bottom + GAP_PX;
  bubble.style.left = `${Math.round(Math.max(4, Math.min(x, window.innerWidth - width - 4)))}px`;
  bubble.style.top = `${Math.round(Math.max(4, Math.min(y, window.innerHeight - height - 4)))}px`;
}
