import { Skeleton } from "../ui/skeleton";

const rows = [72, 56, 64, 48, 60, 52, 68, 44];

/** The shape of a settings list: heading, toolbar, rows. */
export function SettingsSkeleton() {
  return (
    <div role="status" aria-label="Loading settings" className="grid gap-5">
      <div className="grid gap-2">
        <Skeleton className="h-6 w-40" />
        <Skeleton className="w-80 max-w-full" />
      </div>
      <Skeleton className="h-8 w-64 max-w-full" />
      <div className="grid">
        {rows.map((width) => (
          <div key={width} className="flex h-12 items-center gap-3 border-t">
            <Skeleton className="size-7 rounded-full" />
            <Skeleton style={{ width: `${width}%` }} />
          </div>
        ))}
      </div>
    </div>
  );
}
