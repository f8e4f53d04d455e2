"use client";

import { Check, ChevronRight } from "lucide-react";
import * as Radix from "radix-ui/dropdown-menu";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { Kbd } from "./kbd";
import { menuContentStyles, menuDangerStyles, menuItemStyles, menuLabelStyles } from "./menu-styles";
import { returningFocus } from "./use-return-focus";

// Not modal: hiding the page from screen readers while its controls stay focusable fails axe.
export function DropdownMenu({ modal = false, ...props }: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root modal={modal} {...props} />;
}

export const DropdownMenuTrigger = Radix.Trigger;
export const DropdownMenuGroup = Radix.Group;
export const DropdownMenuRadioGroup = Radix.RadioGroup;
export const DropdownMenuSub = Radix.Sub;

export function DropdownMenuContent({
  className,
  sideOffset = 4,
  align = "start",
  onCloseAutoFocus,
  ...props
}: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={sideOffset}
        align={align}
        collisionPadding={8}
        onCloseAutoFocus={returningFocus(onCloseAutoFocus)}
        className={cn(menuContentStyles, className)}
        {...props}
      />
    </Radix.Portal>
  );
}

export interface DropdownMenuItemProps extends ComponentProps<typeof Radix.Item> {
  tone?: "default" | "danger";
  keys?: string;
  /** Second line. On a disabled item it says why, and the item stays in reach of the arrow keys. */
  hint?: ReactNode;
}

export function DropdownMenuItem({
  className,
  tone = "default",
  keys,
  hint,
  disabled,
  onSelect,
  asChild,
  children,
  ...props
}: DropdownMenuItemProps) {
  const isRefused = Boolean(disabled && hint);
  const styles = cn(menuItemStyles, tone === "danger" && menuDangerStyles, className);
  if (asChild) {
    return (
      <Radix.Item asChild className={styles} disabled={disabled} onSelect={onSelect} {...props}>
        {children}
      </Radix.Item>
    );
  }
  return (
    <Radix.Item
      className={cn(styles, hint && "flex-wrap gap-y-0", isRefused && "text-subtle-foreground")}
      disabled={disabled && !isRefused}
      aria-disabled={disabled}
      onSelect={isRefused ? (event) => event.preventDefault() : onSelect}
      {...props}
    >
      {children}
      {keys && <Kbd keys={keys} className="ml-auto pl-4" />}
      {hint && <span className="w-full pl-6 text-xs text-muted-foreground">{hint}</span>}
    </Radix.Item>
  );
}

export function DropdownMenuCheckboxItem({
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem className={cn(menuItemStyles, "pl-8", className)} {...props}>
      <Radix.ItemIndicator className="absolute left-2">
        <Check aria-hidden className="size-4 text-primary-text" />
      </Radix.ItemIndicator>
      {children}
    </Radix.CheckboxItem>
  );
}

export function DropdownMenuRadioItem({
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem className={cn(menuItemStyles, "pl-8", className)} {...props}>
      <Radix.ItemIndicator className="absolute left-2">
        <Check aria-hidden className="size-4 text-primary-text" />
      </Radix.ItemIndicator>
      {children}
    </Radix.RadioItem>
  );
}

export function DropdownMenuSubTrigger({
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.SubTrigger>) {
  return (
    <Radix.SubTrigger className={cn(menuItemStyles, "data-[state=open]:bg-muted", className)} {...props}>
      {children}
      <ChevronRight aria-hidden className="ml-auto" />
    </Radix.SubTrigger>
  );
}

export function DropdownMenuSubContent({ className, ...props }: ComponentProps<typeof Radix.SubContent>) {
  return (
    <Radix.Portal>
      <Radix.SubContent collisionPadding={8} className={cn(menuContentStyles, className)} {...props} />
    </Radix.Portal>
  );
}

export function DropdownMenuLabel({ className, ...props }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label className={cn(menuLabelStyles, className)} {...props} />;
}

export function DropdownMenuSeparator({ className, ...props }: ComponentProps<typeof Radix.Separator>) {
  return <Radix.Separator className={cn("-mx-1 my-1 h-px bg-border", className)} {...props} />;
}
