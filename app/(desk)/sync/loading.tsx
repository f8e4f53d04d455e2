import { PageFrame } from "@/components/shared/page-frame";
import { Skeleton } from "@/components/ui/skeleton";

const rows = [1, 2, 3, 4, 5];

export default function Loading() {
  return (
    <PageFrame title="Sync">
      <div className="mx-auto grid w-full max-w-6xl gap-6 p-4 md:p-6">
        <Skeleton className="h-32 w-full" />
        <div className="grid gap-3">
          <Skeleton className="h-9 w-full max-w-md" />
          {rows.map((row) => (
            <Skeleton key={row} className="h-11 w-full" />
          ))}
        </div>
      </div>
    </PageFrame>
  );
}
