import { PageFrame } from "@/components/shared/page-frame";
import { Skeleton } from "@/components/ui/skeleton";

const rows = Array.from({ length: 18 }, (_, index) => index);

export default function Loading() {
  return (
    <PageFrame title="Audit" isFullHeight>
      <div className="flex h-11 items-center gap-2 border-b px-3 md:px-4">
        <Skeleton className="h-7 w-44" />
        <Skeleton className="h-7 w-16" />
      </div>
      {rows.map((row) => (
        <div key={row} className="flex h-9 items-center gap-6 border-b px-3 md:px-4">
          <Skeleton className="h-3 w-16" />
          <Skeleton className="h-3 w-28" />
          <Skeleton className="h-3 flex-1" />
          <Skeleton className="h-3 w-14" />
        </div>
      ))}
    </PageFrame>
  );
}
