"use client";

import "./globals.css";

interface GlobalErrorProps {
  error: unknown;
  retry: () => void;
}

/** Replaces the root layout, so it stands without providers and fonts; every page downloads it, so it imports nothing. */
export default function GlobalError({ error, retry }: GlobalErrorProps) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <html lang="en">
      <body>
        <title>Docket could not start</title>
        <main className="grid min-h-dvh place-items-center p-6">
          <div className="grid max-w-sm gap-3">
            <h1 className="text-xl font-semibold tracking-tight">Docket could not show this page</h1>
            <p className="text-base text-muted-foreground">
              Something failed before the page was drawn. Nothing you saved is lost, and drafts stay in this
              browser. Try again; if it happens twice, give your administrator the reference.
            </p>
            {digest && <p className="font-mono text-xs text-muted-foreground">Reference {digest}</p>}
            <button
              type="button"
              onClick={retry}
              className="mt-2 h-8 justify-self-start rounded-sm bg-primary px-3 text-sm font-medium text-primary-foreground shadow-raised hover:bg-primary-hover"
            >
              Try again
            </button>
          </div>
        </main>
      </body>
    </html>
  );
}
