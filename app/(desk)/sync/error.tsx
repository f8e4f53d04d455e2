"use client";

import { ErrorState } from "@/components/shared/error-state";
import { PageFrame } from "@/components/shared/page-frame";

export default function SyncError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <PageFrame title="Sync">
      <ErrorState
        message="The state of the sync could not be read; try again."
        notLost="Runs go on without this page."
        requestId={error.digest}
        onRetry={reset}
      />
    </PageFrame>
  );
}
