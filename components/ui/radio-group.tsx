"use client";

import * as Radio from "radix-ui/radio-group";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn";

export function RadioGroup({ className, ...props }: ComponentProps<typeof Radio.Root>) {
  return <Radio.Root className={cn("grid gap-2", className)} {...props} />;
}

export interface RadioItemProps extends ComponentProps<typeof Radio.Item> {
  label: ReactNode;
  hint?: ReactNode;
}

export function RadioItem({ label, hint, className, ...props }: RadioItemProps) {
  const id = useId();
  return (
    <div className={cn("flex items-start gap-2", className)}>
      <Radio.Item
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-control bg-surface transition-colors duration-100 hover:border-primary disabled:cursor-not-allowed disabled:opacity-50 data-[state=checked]:border-primary data-[state=checked]:bg-primary"
        {...props}
      >
        <Radio.Indicator className="size-1.5 rounded-full bg-primary-foreground" />
      </Radio.Item>
      <span className="min-w-0">
        <label htmlFor={id} className="block text-sm font-medium">
          {label}
        </label>
        {hint && (
          <span id={`${id}-hint`} className="block text-xs text-muted-foreground">
            {hint}
          </span>
        )}
      </span>
    </div>
  );
}
