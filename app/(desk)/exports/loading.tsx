import { PageFrame } from "@/components/shared/page-frame";
import { Skeleton } from "@/components/ui/skeleton";

const rows = Array.from({ length: 6 }, (_, index) => index);

export default function Loading() {
  return (
    <PageFrame title="Exports">
      <div className="mx-auto grid w-full max-w-5xl gap-6 p-4 md:p-6">
        <Skeleton className="h-9 w-full max-w-prose" />
        <div className="grid gap-3">
          {rows.map((row) => (
            <Skeleton key={row} className="h-12 w-full" />
          ))}
        </div>
      </div>
    </PageFrame>
  );
}
