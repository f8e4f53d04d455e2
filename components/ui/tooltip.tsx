import { cloneElement, type ReactElement } from "react";

export type TooltipSide = "top" | "bottom" | "left" | "right";

export interface TooltipOptions {
  keys?: string;
  side?: TooltipSide;
  /** For the parts of a chart: a person reads along them and waits for none. */
  isInstant?: boolean;
}

/**
 * Attributes that give any element a tooltip. One TooltipLayer serves the whole page, so a table of a
 * hundred hints costs nothing until one of them is shown.
 */
export function tooltip(content: string, { keys, side, isInstant }: TooltipOptions = {}) {
  return {
    "data-tooltip": content,
    "data-tooltip-keys": keys,
    "data-tooltip-side": side,
    "data-tooltip-instant": isInstant || undefined,
  };
}

export interface TooltipProps extends TooltipOptions {
  content: string;
  children: ReactElement<Record<string, unknown>>;
}

export function Tooltip({ content, keys, side, children }: TooltipProps) {
  return cloneElement(children, tooltip(content, { keys, side }));
}
