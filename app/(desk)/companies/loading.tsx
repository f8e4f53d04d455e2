import { PageFrame } from "@/components/shared/page-frame";
import { Skeleton } from "@/components/ui/skeleton";

const rows = Array.from({ length: 10 }, (_, index) => index);

export default function Loading() {
  return (
    <PageFrame title="Companies">
      <div className="mx-auto grid w-full max-w-5xl gap-3 p-4 md:p-6">
        <Skeleton className="h-8 w-full max-w-80" />
        {rows.map((row) => (
          <Skeleton key={row} className="h-9 w-full" />
        ))}
      </div>
    </PageFrame>
  );
}
