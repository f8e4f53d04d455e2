import type { VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import * as Slot from "radix-ui/slot";
import type { ComponentProps } from "react";
import { buttonStyles } from "./button-styles";
import { cn } from "./cn";

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonStyles> {
  asChild?: boolean;
  isLoading?: boolean;
}

export function Button({
  className,
  variant,
  size,
  asChild = false,
  isLoading = false,
  disabled,
  type = "button",
  children,
  ...props
}: ButtonProps) {
  const styles = cn(buttonStyles({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={styles} {...props}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type={type}
      // The wheel stands where the button's own icon was.
      className={cn(styles, isLoading && "[&>svg~svg]:hidden")}
      data-inline={variant === "link" || undefined}
      disabled={disabled || isLoading}
      aria-busy={isLoading}
      {...props}
    >
      {isLoading && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </button>
  );
}
