import { cn } from "../ui/cn";
import { groupStyles, groupTextStyles, statusVisual } from "./ticket-visuals";

export interface StatusBadgeProps {
  status: string;
  /** "plain" drops the fill, for rows where a column of fills would shout. */
  variant?: "soft" | "plain";
  className?: string;
}

export function StatusBadge({ status, variant = "soft", className }: StatusBadgeProps) {
  const { label, group, Icon } = statusVisual(status);
  return (
    <span
      className={cn(
        "inline-flex h-5 max-w-full min-w-0 items-center gap-1.5 rounded-xs align-middle whitespace-nowrap",
        variant === "soft" ? ["px-1.5 text-xs font-medium", groupStyles[group]] : "text-sm",
        className,
      )}
    >
      <Icon
        aria-hidden
        strokeWidth={2.25}
        className={cn("size-3.5 shrink-0", variant === "plain" && groupTextStyles[group])}
      />
      <span className="truncate">{label}</span>
    </span>
  );
}
