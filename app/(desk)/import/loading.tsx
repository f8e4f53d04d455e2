import { PageFrame } from "@/components/shared/page-frame";
import { Skeleton } from "@/components/ui/skeleton";

const rows = Array.from({ length: 6 }, (_, index) => index);

export default function Loading() {
  return (
    <PageFrame title="Import">
      <div className="mx-auto grid w-full max-w-5xl gap-8 p-4 md:p-6">
        <Skeleton className="h-40 w-full rounded-lg" />
        <div className="grid gap-3">
          {rows.map((row) => (
            <Skeleton key={row} className="h-9 w-full" />
          ))}
        </div>
      </div>
    </PageFrame>
  );
}
