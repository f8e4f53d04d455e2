"use client";

import * as Radio from "radix-ui/radio-group";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export function Segmented({ className, ...props }: ComponentProps<typeof Radio.Root>) {
  return (
    <Radio.Root
      orientation="horizontal"
      className={cn(
        "inline-flex h-8 shrink-0 rounded-sm border bg-sidebar p-0.5 pointer-coarse:h-11",
        className,
      )}
      {...props}
    />
  );
}

/** One of a few choices that all stay in sight. */
export function Segment({ className, ...props }: ComponentProps<typeof Radio.Item>) {
  return (
    <Radio.Item
      className={cn(
        "flex h-full min-w-0 items-center justify-center gap-1.5 rounded-xs border border-transparent px-2.5 text-sm font-medium whitespace-nowrap text-muted-foreground transition-colors duration-100 hover:text-foreground disabled:opacity-50 data-[state=checked]:border-border data-[state=checked]:bg-surface dark:data-[state=checked]:bg-muted data-[state=checked]:text-foreground data-[state=checked]:shadow-raised [&_svg]:size-3.5",
        className,
      )}
      {...props}
    />
  );
}
