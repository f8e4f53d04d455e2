"use client";

import * as Radix from "radix-ui/popover";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { returningFocus } from "./use-return-focus";

export const Popover = Radix.Root;
export const PopoverTrigger = Radix.Trigger;
export const PopoverAnchor = Radix.Anchor;

export function PopoverContent({
  className,
  align = "start",
  sideOffset = 4,
  onCloseAutoFocus,
  ...props
}: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={sideOffset}
        collisionPadding={8}
        onCloseAutoFocus={returningFocus(onCloseAutoFocus)}
        className={cn(
          "z-50 w-72 animate-in rounded-md bg-popover text-sm text-foreground shadow-overlay outline-none",
          className,
        )}
        {...props}
      />
    </Radix.Portal>
  );
}
