"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { call } from "@/lib/platform/api-client";
import type { syncApi } from "@/lib/sync/api";
import { EmptyState } from "../shared/empty-state";
import { formatCount } from "../shared/format-time";
import { RelativeTime } from "../shared/relative-time";
import { Button } from "../ui/button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { toast } from "../ui/toast";
import { PagedPanel } from "./paged-panel";
import { RecordLink } from "./record-link";
import { type Failure, messageOf, syncKey } from "./sync-queries";
import { recordWords } from "./sync-words";

export interface FailuresPanelProps {
  mayRetry: boolean;
  /** Each then says whose it is. */
  hasManyConnections: boolean;
}

/** What could not be read or stored: nothing is skipped in silence. */
export function FailuresPanel({ mayRetry, hasManyConnections }: FailuresPanelProps) {
  const client = useQueryClient();
  const [busyWith, setBusyWith] = useState<string | null>(null);
  const list = useInfiniteQuery({
    queryKey: [...syncKey, "failures"],
    queryFn: ({ pageParam, signal }) =>
      call<typeof syncApi.listFailures>("GET", "/sync-failures", {
        query: { limit: 50, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.pagination.next_cursor,
  });
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const total = list.data?.pages[0]?.pagination.total ?? rows.length;
  const connections = [...new Set(rows.map((row) => row.connection_id))];
  const retry = async (connectionId: string, ids?: string[]) => {
    setBusyWith(ids?.[0] ?? connectionId);
    try {
      await call<typeof syncApi.retryFailures>("POST", "/sync-failures/retry", {
        body: { connection_id: connectionId, ...(ids && { ids }) },
      });
      toast.success(ids ? "Reading it again" : "Reading all of them again");
    } catch (error) {
      toast.error(messageOf(error));
    }
    await client.invalidateQueries({ queryKey: syncKey });
    setBusyWith(null);
  };
  return (
    <PagedPanel
      list={list}
      count={rows.length}
      empty={
        <EmptyState Icon={CircleCheck} title="No open failures">
          A ticket that cannot be read or stored is listed here with the reason, and tried again with every
          run until it succeeds.
        </EmptyState>
      }
    >
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <p className="text-sm text-muted-foreground">
          Each is tried again with the next run; good copies of them stay as they are.
        </p>
        <div className="flex flex-wrap gap-2">
          {mayRetry &&
            connections.map((id) => (
              <Button key={id} size="sm" isLoading={busyWith === id} onClick={() => retry(id)}>
                {connections.length > 1
                  ? `Retry all of ${rows.find((row) => row.connection_id === id)?.connection_name}`
                  : `Retry all ${formatCount(total)}`}
              </Button>
            ))}
        </div>
      </div>
      <Table aria-label="Failures">
        <TableHeader>
          <TableRow>
            <TableHead className="pl-0">Record</TableHead>
            <TableHead className="hidden sm:table-cell">Reason</TableHead>
            <TableHead className="hidden text-right sm:table-cell">Tries</TableHead>
            <TableHead className="hidden sm:table-cell">Last try</TableHead>
            {mayRetry && (
              <TableHead className="pr-0">
                <span className="sr-only">Retry</span>
              </TableHead>
            )}
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((failure) => (
            <FailureRow key={failure.id} failure={failure} hasDesk={hasManyConnections}>
              {mayRetry && (
                <TableCell className="pr-0 text-right">
                  <Button
                    size="sm"
                    aria-label={`Retry ${failure.external_id}`}
                    isLoading={busyWith === failure.id}
                    onClick={() => retry(failure.connection_id, [failure.id])}
                  >
                    Retry
                  </Button>
                </TableCell>
              )}
            </FailureRow>
          ))}
        </TableBody>
      </Table>
    </PagedPanel>
  );
}

interface FailureRowProps {
  failure: Failure;
  hasDesk: boolean;
  children: React.ReactNode;
}

function FailureRow({ failure, hasDesk, children }: FailureRowProps) {
  return (
    <TableRow>
      <TableCell className="pl-0 align-top">
        <RecordLink
          url={failure.url}
          label={recordWords(failure)}
          ticketNumber={failure.ticket_number}
          desk={hasDesk ? failure.connection_name : undefined}
        />
        <span className="mt-1 block text-xs text-muted-foreground wrap-anywhere sm:hidden">
          {failure.reason}
        </span>
      </TableCell>
      <TableCell className="hidden min-w-48 align-top text-muted-foreground wrap-anywhere sm:table-cell">
        {failure.reason}
      </TableCell>
      <TableCell className="tabular hidden text-right align-top sm:table-cell">{failure.attempts}</TableCell>
      <TableCell className="hidden align-top text-muted-foreground sm:table-cell">
        <RelativeTime instant={failure.last_attempt_at} />
      </TableCell>
      {children}
    </TableRow>
  );
}
