"use client";

import type { ComponentProps } from "react";
import { cn } from "./cn";

export interface SwitchProps extends Omit<ComponentProps<"input">, "type" | "checked" | "onChange"> {
  checked: boolean;
  onCheckedChange?: (checked: boolean) => void;
}

export function Switch({ className, checked, onCheckedChange, ...props }: SwitchProps) {
  return (
    <span className={cn("relative inline-flex h-5 w-8.5 shrink-0", className)}>
      <input
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        onChange={(event) => onCheckedChange?.(event.target.checked)}
        className="peer absolute inset-0 appearance-none rounded-full bg-control transition-colors duration-100 checked:bg-primary disabled:cursor-not-allowed disabled:opacity-50"
        {...props}
      />
      <span
        aria-hidden
        className="pointer-events-none absolute top-0.5 left-0.5 size-4 rounded-full bg-surface shadow-raised transition-transform duration-100 peer-checked:translate-x-3.5 peer-disabled:opacity-70"
      />
    </span>
  );
}
