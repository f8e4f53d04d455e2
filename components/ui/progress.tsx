import { cn } from "./cn";

export interface ProgressProps {
  /** Leave out while the total is unknown. */
  value?: number;
  max?: number;
  label: string;
  tone?: "primary" | "danger" | "success";
  className?: string;
}

const fills = { primary: "bg-primary", danger: "bg-danger", success: "bg-success-text" };

export function Progress({ value, max = 100, label, tone = "primary", className }: ProgressProps) {
  const share = value === undefined || max <= 0 ? undefined : Math.min(1, Math.max(0, value / max));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === undefined ? undefined : Math.floor(share * 100)}
      className={cn("h-1.5 overflow-hidden rounded-full bg-muted", className)}
    >
      <div
        className={cn(
          "h-full origin-left rounded-full transition-transform duration-150",
          fills[tone],
          share === undefined && "animate-pulse",
        )}
        style={{ transform: `scaleX(${share ?? 1})` }}
      />
    </div>
  );
}
