import type { ReactNode } from "react";
import { DocketWordmark } from "../shared/docket-mark";
import { cn } from "../ui/cn";

export interface DocketCardProps {
  title: string;
  description?: ReactNode;
  /** The stub beyond the perforation. */
  stub?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
}

// Two punched holes on the perforation, cut out of the card so that the desk shows through.
const holes =
  "md:[mask:radial-gradient(circle_11px_at_23rem_0,transparent_97%,black)_top/100%_51%_no-repeat,radial-gradient(circle_11px_at_23rem_100%,transparent_97%,black)_bottom/100%_50%_no-repeat]";

/** The page around signing in: a docket, its stub torn along the perforation. */
export function DocketCard({ title, description, stub, footer, children }: DocketCardProps) {
  return (
    <main className="grid min-h-dvh grid-rows-[1fr_auto] place-items-center gap-6 bg-sidebar px-4 py-8">
      <div className={cn("w-full self-center", stub ? "max-w-md md:max-w-[48rem]" : "max-w-md")}>
        <DocketWordmark className="mb-5 text-lg" />
        <div className="drop-shadow-[0_1px_1px_oklch(0_0_0/0.08)] drop-shadow-[0_12px_24px_oklch(0_0_0/0.08)]">
          <div className={cn("rounded-lg bg-surface", stub && ["md:grid md:grid-cols-[23rem_1fr]", holes])}>
            <div className="p-6 sm:p-8">
              <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
              {description && <p className="mt-1 text-sm text-muted-foreground">{description}</p>}
              <div className="mt-6">{children}</div>
            </div>
            {stub && (
              <div className="border-t border-dashed border-border-strong md:border-t-0 md:border-l">
                {stub}
              </div>
            )}
          </div>
        </div>
      </div>
      <footer className="text-center text-xs text-muted-foreground">
        {footer ?? "Docket, the open-source ticket operations desk"}
      </footer>
    </main>
  );
}
