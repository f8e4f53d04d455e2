"use client";

import * as Radix from "radix-ui/tabs";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export const Tabs = Radix.Root;

export function TabsList({ className, ...props }: ComponentProps<typeof Radix.List>) {
  return (
    <Radix.List
      className={cn("flex scroll-slim gap-4 overflow-x-auto overflow-y-hidden border-b", className)}
      {...props}
    />
  );
}

export interface TabsTriggerProps extends ComponentProps<typeof Radix.Trigger> {
  count?: number;
}

export function TabsTrigger({ className, count, children, ...props }: TabsTriggerProps) {
  return (
    <Radix.Trigger
      className={cn(
        "ring-inset-focus relative flex h-9 shrink-0 items-center gap-1.5 px-0.5 text-sm font-medium text-muted-foreground transition-colors duration-100 after:absolute after:inset-x-0 after:bottom-0 after:h-0.5 after:rounded-full hover:text-foreground disabled:opacity-50 data-[state=active]:text-foreground data-[state=active]:after:bg-primary",
        className,
      )}
      {...props}
    >
      {children}
      {count !== undefined && <span className="tabular text-xs text-subtle-foreground">{count}</span>}
    </Radix.Trigger>
  );
}

export function TabsContent({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return <Radix.Content className={cn("pt-4", className)} {...props} />;
}
