import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../ui/cn";

export interface StateMessageProps {
  Icon: LucideIcon;
  title: string;
  children: ReactNode;
  action?: ReactNode;
  tone?: "neutral" | "danger";
  className?: string;
}

/** The common shape of empty, error and no-permission states. */
export function StateMessage({
  Icon,
  title,
  children,
  action,
  tone = "neutral",
  className,
}: StateMessageProps) {
  return (
    <div className={cn("grid min-h-64 place-items-center p-6", className)}>
      <div className="grid max-w-sm justify-items-center gap-1.5 text-center">
        <span
          className={cn(
            "mb-2 grid size-10 place-items-center rounded-lg border bg-surface text-subtle-foreground shadow-raised",
            tone === "danger" && "border-transparent bg-danger-soft text-danger-text shadow-none",
          )}
        >
          <Icon aria-hidden className="size-5" />
        </span>
        <h2 className="text-base font-semibold">{title}</h2>
        <div className="text-sm text-balance text-muted-foreground">{children}</div>
        {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
      </div>
    </div>
  );
}
