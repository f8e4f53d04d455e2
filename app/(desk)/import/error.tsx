"use client";

import { ErrorState } from "@/components/shared/error-state";
import { PageFrame } from "@/components/shared/page-frame";

export default function ImportError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <PageFrame title="Import">
      <ErrorState
        message="The imports could not be read; try again."
        notLost="An import that is under way goes on without this page."
        requestId={error.digest}
        onRetry={reset}
      />
    </PageFrame>
  );
}
