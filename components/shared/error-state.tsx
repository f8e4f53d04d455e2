"use client";

import { CloudAlert } from "lucide-react";
import { Button } from "../ui/button";
import { Copyable } from "./copyable";
import { StateMessage } from "./state-message";

export interface ErrorStateProps {
  /** What happened, and what to do about it. */
  message: string;
  title?: string;
  /** What is safe: "Your draft is kept in this browser." */
  notLost?: string;
  onRetry?: () => void;
  isRetrying?: boolean;
  requestId?: string | null;
  className?: string;
}

export function ErrorState({
  title = "This did not load",
  message,
  notLost,
  onRetry,
  isRetrying = false,
  requestId,
  className,
}: ErrorStateProps) {
  return (
    <StateMessage
      Icon={CloudAlert}
      tone="danger"
      title={title}
      className={className}
      action={
        onRetry && (
          <Button onClick={onRetry} isLoading={isRetrying}>
            Try again
          </Button>
        )
      }
    >
      <p role="alert">{message}</p>
      {notLost && <p className="mt-1">{notLost}</p>}
      {requestId && (
        <p className="mt-2 text-xs">
          Request{" "}
          <Copyable value={requestId} name="request id" className="font-mono">
            {requestId}
          </Copyable>
        </p>
      )}
    </StateMessage>
  );
}
