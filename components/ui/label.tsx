import type { ComponentProps } from "react";
import { cn } from "./cn";

export function Label({ className, children, ...props }: ComponentProps<"label">) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: callers give htmlFor or wrap the control
    <label className={cn("text-sm font-medium text-foreground", className)} {...props}>
      {children}
    </label>
  );
}
