"use client";

import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { IconButton } from "./icon-button";
import { useReturnFocus } from "./use-return-focus";

export const Dialog = Radix.Root;
export const DialogTrigger = Radix.Trigger;
export const DialogClose = Radix.Close;

export const overlayStyles =
  "fixed inset-0 z-50 bg-overlay data-[state=closed]:animate-out data-[state=open]:animate-in";

const widths = { sm: "sm:max-w-md", md: "sm:max-w-xl", lg: "sm:max-w-3xl" };

export interface DialogContentProps extends Omit<ComponentProps<typeof Radix.Content>, "title"> {
  title: ReactNode;
  description?: ReactNode;
  /** Keeps the title for screen readers only. */
  isTitleHidden?: boolean;
  width?: keyof typeof widths;
}

export function DialogContent({
  title,
  description,
  isTitleHidden = false,
  width = "md",
  className,
  children,
  ...props
}: DialogContentProps) {
  const focus = useReturnFocus(props);
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayStyles} />
      <Radix.Content
        {...(description ? {} : { "aria-describedby": undefined })}
        className={cn(
          "fixed top-[12dvh] left-1/2 z-50 flex max-h-[80dvh] w-[calc(100vw-1.5rem)] -translate-x-1/2 flex-col rounded-lg bg-popover shadow-overlay outline-none data-[state=closed]:animate-out data-[state=open]:animate-in",
          widths[width],
          className,
        )}
        {...props}
        {...focus}
      >
        <header className={cn("px-5 pt-4 pr-12 pb-1", isTitleHidden && "sr-only")}>
          <Radix.Title className="text-lg font-semibold tracking-tight">{title}</Radix.Title>
          {description && (
            <Radix.Description className="mt-0.5 text-sm text-muted-foreground">
              {description}
            </Radix.Description>
          )}
        </header>
        {children}
        {/* Last in the order of focus: a dialog opens on its first field, not on the way out. */}
        {!isTitleHidden && (
          <Radix.Close asChild>
            <IconButton label="Close" keys="escape" className="absolute top-3 right-3">
              <X aria-hidden />
            </IconButton>
          </Radix.Close>
        )}
      </Radix.Content>
    </Radix.Portal>
  );
}

export function DialogBody({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("min-h-0 flex-1 scroll-slim overflow-y-auto px-5 py-3", className)} {...props} />;
}

export function DialogFooter({ className, ...props }: ComponentProps<"footer">) {
  return (
    <footer
      className={cn("flex flex-wrap items-center justify-end gap-2 border-t px-5 py-3", className)}
      {...props}
    />
  );
}
