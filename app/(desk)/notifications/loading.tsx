import { PageFrame } from "@/components/shared/page-frame";
import { Skeleton } from "@/components/ui/skeleton";

const rows = [64, 48, 72, 56, 60, 44, 68];

export default function Loading() {
  return (
    <PageFrame title="Notifications">
      <div role="status" aria-label="Loading notifications" className="mx-auto w-full max-w-3xl px-4 py-5">
        <Skeleton className="mb-3 h-8 w-40" />
        <div className="rounded-md border">
          {rows.map((width) => (
            <div key={width} className="grid gap-2 border-b p-3 last:border-b-0">
              <Skeleton style={{ width: `${width}%` }} />
              <Skeleton className="h-3 w-1/3" />
            </div>
          ))}
        </div>
      </div>
    </PageFrame>
  );
}
