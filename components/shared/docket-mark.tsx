import { cn } from "../ui/cn";

/** A stub torn from a docket: a D with the punched notch of a ticket and the tick of work done. */
export function DocketMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={cn("size-6 shrink-0 text-primary", className)}>
      <path
        fill="currentColor"
        d="M5 2.5h7.5a9.5 9.5 0 0 1 0 19H5A2.5 2.5 0 0 1 2.5 19v-4.1a3 3 0 0 0 0-5.8V5A2.5 2.5 0 0 1 5 2.5Z"
      />
      <path
        fill="none"
        stroke="var(--primary-foreground)"
        strokeWidth="2.3"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="m8.8 12.3 3 3 5.2-6"
      />
    </svg>
  );
}

export function DocketWordmark({ className }: { className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-2 text-foreground", className)}>
      <DocketMark className="size-[1.5em]" />
      <span className="font-semibold tracking-[-0.035em]">Docket</span>
    </span>
  );
}
