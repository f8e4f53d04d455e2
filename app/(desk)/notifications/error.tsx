"use client";

import { ErrorState } from "@/components/shared/error-state";
import { PageFrame } from "@/components/shared/page-frame";

export default function NotificationsError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <PageFrame title="Notifications">
      <ErrorState
        message="Your notifications could not be read. None was lost; try again."
        requestId={error.digest}
        onRetry={reset}
      />
    </PageFrame>
  );
}
