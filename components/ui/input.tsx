import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

export const fieldStyles =
  "w-full min-w-0 rounded-sm border border-border-strong bg-surface text-sm text-foreground shadow-raised transition-colors duration-100 placeholder:text-subtle-foreground hover:border-control focus-visible:border-ring focus-visible:outline-1 focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:bg-muted disabled:text-subtle-foreground disabled:shadow-none aria-invalid:border-danger aria-invalid:focus-visible:outline-danger [&[readonly]]:bg-muted";

export interface InputProps extends ComponentProps<"input"> {
  leading?: ReactNode;
  trailing?: ReactNode;
}

export function Input({ className, leading, trailing, ...props }: InputProps) {
  if (!leading && !trailing) return <input className={cn(fieldStyles, "h-8 px-2.5", className)} {...props} />;
  return (
    <span className={cn("relative block", className)}>
      {leading && (
        <span className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-subtle-foreground [&_svg]:size-4">
          {leading}
        </span>
      )}
      <input className={cn(fieldStyles, "h-8 px-2.5", leading && "pl-8", trailing && "pr-9")} {...props} />
      {trailing && <span className="absolute inset-y-0 right-1 flex items-center">{trailing}</span>}
    </span>
  );
}
