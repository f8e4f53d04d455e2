"use client";

import type { ReactNode } from "react";
import { ApiError } from "@/lib/platform/api-client";
import { ErrorState } from "../shared/error-state";
import { Button } from "../ui/button";
import { Skeleton } from "../ui/skeleton";

interface PagedList {
  isPending: boolean;
  isError: boolean;
  isFetching: boolean;
  error: Error | null;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  refetch: () => unknown;
  fetchNextPage: () => unknown;
}

export interface PagedPanelProps {
  list: PagedList;
  count: number;
  empty: ReactNode;
  children: ReactNode;
}

const lines = [1, 2, 3, 4];

/** A list that is read page by page, in whichever state it is. */
export function PagedPanel({ list, count, empty, children }: PagedPanelProps) {
  if (list.isPending)
    return (
      <div aria-busy className="grid gap-2">
        {lines.map((line) => (
          <Skeleton key={line} className="h-10 w-full" />
        ))}
      </div>
    );
  if (list.isError && count === 0)
    return (
      <ErrorState
        message={list.error?.message ?? "The server did not answer."}
        notLost="Runs go on without this page."
        requestId={list.error instanceof ApiError ? list.error.problem.request_id : null}
        onRetry={list.refetch}
        isRetrying={list.isFetching}
      />
    );
  if (count === 0) return empty;
  return (
    <>
      {children}
      {list.hasNextPage && (
        <div className="border-t py-3 text-right">
          <Button size="sm" isLoading={list.isFetchingNextPage} onClick={list.fetchNextPage}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
