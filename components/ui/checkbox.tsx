"use client";

import { Check, Minus } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export interface CheckboxProps extends Omit<ComponentProps<"input">, "type" | "checked" | "onChange"> {
  checked?: boolean | "indeterminate";
  onCheckedChange?: (checked: boolean) => void;
}

/** A native box: it costs nothing in a list of hundreds, and forms and screen readers know it. */
export function Checkbox({ checked, onCheckedChange, className, ...props }: CheckboxProps) {
  return (
    <span className={cn("relative inline-grid size-4 shrink-0 place-items-center", className)}>
      <input
        type="checkbox"
        checked={checked === undefined ? undefined : checked === true}
        ref={(element) => {
          if (element) element.indeterminate = checked === "indeterminate";
        }}
        onChange={(event) => onCheckedChange?.(event.target.checked)}
        className="peer absolute inset-0 size-4 appearance-none rounded-xs border border-control bg-surface transition-colors duration-100 checked:border-primary checked:bg-primary indeterminate:border-primary indeterminate:bg-primary enabled:hover:border-primary disabled:cursor-not-allowed disabled:opacity-50 aria-invalid:border-danger"
        {...props}
      />
      <Check
        aria-hidden
        strokeWidth={3}
        className="pointer-events-none relative size-3 scale-0 text-primary-foreground peer-checked:scale-100 peer-indeterminate:scale-0"
      />
      <Minus
        aria-hidden
        strokeWidth={3}
        className="pointer-events-none absolute size-3 scale-0 text-primary-foreground peer-indeterminate:scale-100"
      />
    </span>
  );
}
