import { PageFrame } from "@/components/shared/page-frame";
import { Skeleton } from "@/components/ui/skeleton";

const lines = Array.from({ length: 5 }, (_, index) => index);

export default function Loading() {
  return (
    <PageFrame title="Company">
      <div className="mx-auto grid w-full max-w-5xl gap-5 p-4 md:p-6">
        <Skeleton className="h-20 w-full rounded-lg" />
        <Skeleton className="h-9 w-full max-w-80" />
        {lines.map((line) => (
          <Skeleton key={line} className="h-5 w-full max-w-prose" />
        ))}
      </div>
    </PageFrame>
  );
}
