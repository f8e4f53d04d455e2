"use client";

import { DocketCard } from "@/components/people/docket-card";
import { ErrorState } from "@/components/shared/error-state";

export default function AuthError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <DocketCard title="Docket did not answer">
      <ErrorState
        message="The sign-in page could not be made. Try again; if it stays so, the server's log says why."
        requestId={error.digest}
        onRetry={reset}
      />
    </DocketCard>
  );
}
