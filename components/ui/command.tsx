"use client";

import { Command as Cmdk } from "cmdk";
import { LoaderCircle, Search } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const groupHeadingStyles =
  "**:[[cmdk-group-heading]]:px-2 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:text-xs **:[[cmdk-group-heading]]:font-medium **:[[cmdk-group-heading]]:text-subtle-foreground";

export function Command({ className, ...props }: ComponentProps<typeof Cmdk>) {
  return <Cmdk className={cn("flex min-h-0 flex-col overflow-hidden", className)} {...props} />;
}

export interface CommandInputProps extends ComponentProps<typeof Cmdk.Input> {
  isLoading?: boolean;
}

export function CommandInput({ className, isLoading = false, ...props }: CommandInputProps) {
  const Icon = isLoading ? LoaderCircle : Search;
  return (
    <div className="flex shrink-0 items-center gap-2 border-b px-3">
      <Icon
        aria-hidden
        className={cn("size-4 shrink-0 text-subtle-foreground", isLoading && "animate-spin")}
      />
      <Cmdk.Input
        className={cn(
          "h-9 w-full min-w-0 bg-transparent text-sm outline-none placeholder:text-subtle-foreground",
          className,
        )}
        {...props}
      />
    </div>
  );
}

export function CommandList({ className, ...props }: ComponentProps<typeof Cmdk.List>) {
  return (
    <Cmdk.List
      className={cn("max-h-72 min-h-0 scroll-slim overflow-y-auto overscroll-contain p-1", className)}
      {...props}
    />
  );
}

export function CommandEmpty({ className, ...props }: ComponentProps<typeof Cmdk.Empty>) {
  return (
    <Cmdk.Empty className={cn("px-3 py-6 text-center text-sm text-muted-foreground", className)} {...props} />
  );
}

export function CommandGroup({ className, ...props }: ComponentProps<typeof Cmdk.Group>) {
  return <Cmdk.Group className={cn(groupHeadingStyles, className)} {...props} />;
}

export function CommandItem({ className, ...props }: ComponentProps<typeof Cmdk.Item>) {
  return (
    <Cmdk.Item
      className={cn(
        "flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none select-none data-[disabled=true]:opacity-50 data-[selected=true]:bg-muted [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted-foreground",
        className,
      )}
      {...props}
    />
  );
}
