import { cn } from "./cn";

export interface SeparatorProps {
  orientation?: "horizontal" | "vertical";
  className?: string;
}

/** A drawn line only; headings carry the structure, so it is hidden from screen readers. */
export function Separator({ orientation = "horizontal", className }: SeparatorProps) {
  return (
    <div
      aria-hidden
      className={cn(
        "shrink-0 bg-border",
        orientation === "horizontal" ? "h-px w-full" : "w-px self-stretch",
        className,
      )}
    />
  );
}
