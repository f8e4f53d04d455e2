import { PageFrame } from "@/components/shared/page-frame";
import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <PageFrame title="Closures">
      <div className="mx-auto grid w-full max-w-[110rem] gap-4 p-4 md:p-6">
        <div className="flex flex-wrap gap-3">
          <Skeleton className="h-8 w-72" />
          <Skeleton className="h-8 w-40" />
          <Skeleton className="h-8 w-44" />
        </div>
        <Skeleton className="h-4 w-56" />
        <Skeleton className="h-22 w-full rounded-lg" />
        <div className="grid gap-4 xl:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
          <Skeleton className="h-128 w-full rounded-lg" />
          <div className="grid content-start gap-4">
            <Skeleton className="h-72 w-full rounded-lg" />
            <Skeleton className="h-72 w-full rounded-lg" />
          </div>
        </div>
      </div>
    </PageFrame>
  );
}
