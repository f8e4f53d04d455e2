"use client";

import { Fragment, useSyncExternalStore } from "react";
import { cn } from "./cn";

const names: Record<string, string> = {
  shift: "⇧",
  enter: "↵",
  escape: "Esc",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  backspace: "⌫",
  space: "Space",
  tab: "Tab",
};

const noSubscription = () => () => {};
const readIsApple = () => /Mac|iPhone|iPad/.test(navigator.platform);

export interface KbdProps {
  /** "mod+k" is one chord; "g t" is two keys one after the other. */
  keys: string;
  tone?: "default" | "inverse";
  className?: string;
}

export function Kbd({ keys, tone = "default", className }: KbdProps) {
  const isApple = useSyncExternalStore(noSubscription, readIsApple, () => false);
  return (
    <span className={cn("inline-flex shrink-0 items-center gap-1 whitespace-nowrap", className)}>
      {keys.split(" ").map((chord, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sequence may repeat a key ("g g")
        <Fragment key={`${chord}-${index}`}>
          {index > 0 && <span className="text-2xs opacity-70">then</span>}
          <kbd
            className={cn(
              "inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-xs border px-1 font-sans text-2xs leading-none font-medium",
              tone === "inverse"
                ? "border-inverse-muted/50 text-inverse-foreground"
                : "border-border-strong bg-surface text-muted-foreground",
            )}
          >
            {chord
              .split("+")
              .map((key) => spell(key, isApple))
              .join(isApple ? "" : " ")}
          </kbd>
        </Fragment>
      ))}
    </span>
  );
}

function spell(key: string, isApple: boolean): string {
  if (key === "mod") return isApple ? "⌘" : "Ctrl";
  if (key === "alt") return isApple ? "⌥" : "Alt";
  return names[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key);
}
