import type { Metadata } from "next";
import { DocketWordmark } from "@/components/shared/docket-mark";
import { buttonStyles } from "@/components/ui/button-styles";
import { cn } from "@/components/ui/cn";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <div className="grid max-w-sm gap-3">
        <DocketWordmark className="mb-4 text-base" />
        <h1 className="text-xl font-semibold tracking-tight">There is nothing at this address</h1>
        <p className="text-base text-muted-foreground">
          The page may have moved, the ticket may belong to another organization, or the link lost a few
          characters on its way to you.
        </p>
        {/* A plain link: this page is part of every other one's first download. */}
        <a href="/" className={cn(buttonStyles({ variant: "primary" }), "mt-2 justify-self-start")}>
          Go to your desk
        </a>
      </div>
    </main>
  );
}
