import { cva } from "class-variance-authority";

/** Apart from Button, for pages that must not bring any of its code along. */
export const buttonStyles = cva(
  "relative inline-flex shrink-0 items-center justify-center gap-1.5 rounded-sm font-medium whitespace-nowrap transition-colors duration-100 select-none disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-primary text-primary-foreground shadow-raised hover:bg-primary-hover",
        secondary:
          "border border-border-strong bg-surface text-foreground shadow-raised hover:bg-hover aria-expanded:bg-hover",
        ghost: "text-muted-foreground hover:bg-sidebar-hover hover:text-foreground aria-expanded:bg-muted",
        danger: "bg-danger text-danger-foreground shadow-raised hover:bg-danger-hover",
        "danger-ghost": "text-danger-text hover:bg-danger-soft",
        link: "h-auto! px-0! text-primary-text underline-offset-3 hover:underline",
      },
      size: {
        xs: "h-6 px-2 text-xs [&_svg]:size-3.5",
        sm: "h-7 px-2.5 text-sm",
        md: "h-8 px-3 text-sm",
        lg: "h-10 px-4 text-base",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);
