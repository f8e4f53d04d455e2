"use client";

import { Component, type ReactNode, Suspense } from "react";
import { toast } from "./toast";

export interface LazyPartProps {
  /** Closes what was to open, so that it can be asked for again. */
  onFailure?: () => void;
  /** Stands in while the code arrives, and stays if it does not. */
  fallback?: ReactNode;
  /** The messages themselves cannot be reported by a message. */
  isSilent?: boolean;
  children: ReactNode;
}

/** Around everything whose code arrives on first use: a lost connection costs that part, never the page. */
export class LazyPart extends Component<LazyPartProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(error: unknown) {
    if (!isMissingCode(error)) throw error;
    return { hasFailed: true };
  }

  override componentDidCatch(): void {
    if (!this.props.isSilent)
      toast.error("This part of Docket did not load", {
        id: "lazy-part",
        description: "Reload the page once you are online. Drafts are kept.",
        action: { label: "Reload", onClick: () => window.location.reload() },
      });
    this.props.onFailure?.();
  }

  override componentDidUpdate(previous: LazyPartProps): void {
    if (this.state.hasFailed && previous.children && !this.props.children)
      this.setState({ hasFailed: false });
  }

  override render(): ReactNode {
    const { fallback, children } = this.props;
    return this.state.hasFailed ? fallback : <Suspense fallback={fallback}>{children}</Suspense>;
  }
}

function isMissingCode(error: unknown): boolean {
  return error instanceof Error && error.name === "ChunkLoadError";
}
