"use client";

import { ErrorState } from "@/components/shared/error-state";
import { PageFrame } from "@/components/shared/page-frame";

export default function AuditError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <PageFrame title="Audit">
      <ErrorState
        message="The audit log could not be read. Nothing in it was changed; try again."
        requestId={error.digest}
        onRetry={reset}
      />
    </PageFrame>
  );
}
