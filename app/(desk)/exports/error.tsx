"use client";

import { ErrorState } from "@/components/shared/error-state";
import { PageFrame } from "@/components/shared/page-frame";

export default function ExportsError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <PageFrame title="Exports">
      <ErrorState
        message="The exports could not be read; try again."
        notLost="An export that is under way goes on without this page."
        requestId={error.digest}
        onRetry={reset}
      />
    </PageFrame>
  );
}
