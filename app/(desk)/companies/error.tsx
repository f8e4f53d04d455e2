"use client";

import { ErrorState } from "@/components/shared/error-state";
import { PageFrame } from "@/components/shared/page-frame";

export default function CompaniesError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <PageFrame title="Companies">
      <ErrorState
        message="The companies could not be read; try again."
        requestId={error.digest}
        onRetry={reset}
      />
    </PageFrame>
  );
}
