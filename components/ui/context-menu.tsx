"use client";

import * as Radix from "radix-ui/context-menu";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { Kbd } from "./kbd";
import { menuContentStyles, menuDangerStyles, menuItemStyles } from "./menu-styles";
import { returningFocus } from "./use-return-focus";

export function ContextMenu({ modal = false, ...props }: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root modal={modal} {...props} />;
}

export const ContextMenuTrigger = Radix.Trigger;

export function ContextMenuContent({
  className,
  onCloseAutoFocus,
  ...props
}: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        collisionPadding={8}
        onCloseAutoFocus={returningFocus(onCloseAutoFocus)}
        className={cn(menuContentStyles, className)}
        {...props}
      />
    </Radix.Portal>
  );
}

export interface ContextMenuItemProps extends ComponentProps<typeof Radix.Item> {
  tone?: "default" | "danger";
  keys?: string;
}

export function ContextMenuItem({
  className,
  tone = "default",
  keys,
  children,
  ...props
}: ContextMenuItemProps) {
  return (
    <Radix.Item className={cn(menuItemStyles, tone === "danger" && menuDangerStyles, className)} {...props}>
      {children}
      {keys && <Kbd keys={keys} className="ml-auto pl-4" />}
    </Radix.Item>
  );
}

export function ContextMenuSeparator({ className, ...props }: ComponentProps<typeof Radix.Separator>) {
  return <Radix.Separator className={cn("-mx-1 my-1 h-px bg-border", className)} {...props} />;
}
