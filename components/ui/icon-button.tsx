import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { type TooltipSide, tooltip } from "./tooltip";

const iconButtonStyles = cva(
  "relative inline-grid shrink-0 place-items-center rounded-sm transition-colors duration-100 select-none disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        ghost:
          "text-muted-foreground hover:bg-sidebar-hover hover:text-foreground aria-expanded:bg-muted aria-expanded:text-foreground aria-pressed:bg-selected aria-pressed:text-primary-text",
        secondary:
          "border border-border-strong bg-surface text-muted-foreground shadow-raised hover:bg-hover",
        primary: "bg-primary text-primary-foreground hover:bg-primary-hover",
      },
      size: {
        xs: "size-6 [&_svg]:size-3.5",
        sm: "size-7 [&_svg]:size-4",
        md: "size-8 [&_svg]:size-4",
        lg: "size-10 [&_svg]:size-5",
      },
    },
    defaultVariants: { variant: "ghost", size: "sm" },
  },
);

export interface IconButtonProps
  extends Omit<ComponentProps<"button">, "aria-label" | "title">,
    VariantProps<typeof iconButtonStyles> {
  /** Names the button for screen readers and in the tooltip. */
  label: string;
  /** Shortcut shown in the tooltip, in the notation of useShortcuts ("mod+k"). */
  keys?: string;
  side?: TooltipSide;
  children: ReactNode;
}

export function IconButton({
  label,
  keys,
  side,
  className,
  variant,
  size,
  type = "button",
  ...props
}: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      className={cn(iconButtonStyles({ variant, size }), className)}
      {...tooltip(label, { keys, side })}
      {...props}
    />
  );
}
