"use client";

import { ErrorState } from "@/components/shared/error-state";

export default function SettingsError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <ErrorState
      message="These settings could not be read. Nothing was changed; try again."
      requestId={error.digest}
      onRetry={reset}
    />
  );
}
