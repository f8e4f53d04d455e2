"use client";

import { ErrorState } from "@/components/shared/error-state";
import { PageFrame } from "@/components/shared/page-frame";

export default function ClosuresError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <PageFrame title="Closures">
      <ErrorState
        message="The closures could not be read; try again."
        notLost="Counting goes on without this page."
        requestId={error.digest}
        onRetry={reset}
      />
    </PageFrame>
  );
}
