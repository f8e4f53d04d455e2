import type { ComponentProps } from "react";
import { cn } from "./cn";
import { fieldStyles } from "./input";

export function Textarea({ className, rows = 4, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      className={cn(fieldStyles, "field-sizing-content min-h-16 px-2.5 py-1.5 leading-5", className)}
      {...props}
    />
  );
}
