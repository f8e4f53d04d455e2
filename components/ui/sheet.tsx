"use client";

import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { overlayStyles } from "./dialog";
import { IconButton } from "./icon-button";
import { useReturnFocus } from "./use-return-focus";

export const Sheet = Radix.Root;
export const SheetTrigger = Radix.Trigger;
export const SheetClose = Radix.Close;

const sides = {
  right: "inset-y-0 right-0 w-full border-l [--slide-x:24px]",
  left: "inset-y-0 left-0 w-72 max-w-[85vw] border-r [--slide-x:-24px]",
  bottom: "inset-x-0 bottom-0 max-h-[85dvh] rounded-t-xl border-t [--slide-y:24px]",
};

export interface SheetContentProps extends Omit<ComponentProps<typeof Radix.Content>, "title"> {
  title: ReactNode;
  isTitleHidden?: boolean;
  side?: keyof typeof sides;
  /** A sheet over a list that stays in use: pair it with `<Sheet modal={false}>`. */
  hasOverlay?: boolean;
}

export function SheetContent({
  title,
  isTitleHidden = false,
  side = "right",
  hasOverlay = true,
  className,
  children,
  ...props
}: SheetContentProps) {
  const focus = useReturnFocus(props);
  return (
    <Radix.Portal>
      {hasOverlay && <Radix.Overlay className={overlayStyles} />}
      <Radix.Content
        aria-describedby={undefined}
        className={cn(
          "fixed z-50 flex flex-col bg-popover shadow-overlay outline-none data-[state=closed]:animate-slide-out data-[state=open]:animate-slide-in",
          sides[side],
          side === "right" && "sm:max-w-2xl",
          className,
        )}
        {...props}
        {...focus}
      >
        <header
          className={cn("flex h-12 shrink-0 items-center border-b pr-12 pl-4", isTitleHidden && "sr-only")}
        >
          <Radix.Title className="min-w-0 flex-1 truncate text-base font-semibold">{title}</Radix.Title>
        </header>
        {children}
        {!isTitleHidden && (
          <Radix.Close asChild>
            <IconButton label="Close" keys="escape" className="absolute top-2.5 right-3">
              <X aria-hidden />
            </IconButton>
          </Radix.Close>
        )}
      </Radix.Content>
    </Radix.Portal>
  );
}
