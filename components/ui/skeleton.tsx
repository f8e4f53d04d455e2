import type { ComponentProps } from "react";
import { cn } from "./cn";

export function Skeleton({ className, ...props }: ComponentProps<"span">) {
  return (
    <span aria-hidden className={cn("block h-3.5 animate-pulse rounded-xs bg-muted", className)} {...props} />
  );
}
