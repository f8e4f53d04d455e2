import { cn } from "../ui/cn";
import { tooltip } from "../ui/tooltip";
import { priorityVisuals, type TicketPriorityName } from "./ticket-visuals";

export interface PriorityIconProps {
  priority: TicketPriorityName;
  /** Writes the word beside the bars; without it the word is in the tooltip. */
  hasLabel?: boolean;
  className?: string;
}

/** Rising bars for three of them; critical breaks the pattern, so that it is seen in a column of bars. */
export function PriorityIcon({ priority, hasLabel = false, className }: PriorityIconProps) {
  const { label, bars, style } = priorityVisuals[priority];
  return (
    <span
      className={cn("inline-flex min-w-0 items-center align-middle gap-1.5", className)}
      {...(hasLabel ? {} : tooltip(`${label} priority`))}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true" className={cn("size-4 shrink-0 fill-current", style)}>
        {priority === "CRITICAL" ? (
          <path d="M4 1h8a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3H4a3 3 0 0 1-3-3V4a3 3 0 0 1 3-3Zm4 2.75a.9.9 0 0 0-.9.95l.2 4a.7.7 0 0 0 1.4 0l.2-4a.9.9 0 0 0-.9-.95Zm0 6.6a.95.95 0 1 0 0 1.9.95.95 0 0 0 0-1.9Z" />
        ) : (
          [1, 2, 3].map((bar) => (
            <rect
              key={bar}
              x={1 + (bar - 1) * 5}
              y={12 - bar * 3.2}
              width="3.6"
              height={2 + bar * 3.2}
              rx="1"
              opacity={bar <= bars ? 1 : 0.28}
            />
          ))
        )}
      </svg>
      <span className={hasLabel ? "truncate text-sm" : "sr-only"}>{label}</span>
    </span>
  );
}
