import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";

/** The drawer's own layout before its ticket is there. */
export function DrawerSkeleton() {
  return (
    <div role="status" aria-label="Loading the ticket" className="flex h-full flex-col">
      <div className="px-4 pb-3 md:px-5">
        <div className="flex h-11 items-center">
          <Skeleton className="w-14" />
        </div>
        <Skeleton className="mt-2 h-5 w-3/4" />
        <div className="mt-3.5 flex gap-3">
          <Skeleton className="h-5 w-24" />
          <Skeleton className="h-5 w-20" />
          <Skeleton className="h-5 w-28" />
          <Skeleton className="h-5 w-40" />
        </div>
      </div>
      <div className="flex h-9 items-center gap-5 border-b px-4 md:px-5">
        <Skeleton className="w-16" />
        <Skeleton className="w-16" />
        <Skeleton className="w-12" />
      </div>
      <TimelineSkeleton className="flex-1 p-4 md:p-5" />
      <div className="border-t p-4 md:px-5">
        <Skeleton className="h-9 w-full" />
      </div>
    </div>
  );
}

export function TimelineSkeleton({ className }: { className?: string }) {
  return (
    <div className={cn("grid content-start gap-4", className)}>
      {[3, 2, 4].map((lines) => (
        <div key={lines} className="grid gap-2">
          <Skeleton className="w-40" />
          {Array.from({ length: lines }, (_, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
            <Skeleton key={line} className={line === lines - 1 ? "w-1/2" : "w-full"} />
          ))}
        </div>
      ))}
    </div>
  );
}
