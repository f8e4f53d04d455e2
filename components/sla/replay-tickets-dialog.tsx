"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { call } from "@/lib/platform/api-client";
import type { slaApi } from "@/lib/sla/api";
import { ErrorState } from "../shared/error-state";
import { formatCount, formatInstant, formatMinute } from "../shared/format-time";
import { usePreferences } from "../shared/preferences";
import { PriorityIcon } from "../shared/priority-icon";
import { StatusBadge } from "../shared/status-badge";
import { Button } from "../ui/button";
import { Dialog, DialogBody, DialogContent } from "../ui/dialog";
import { Skeleton } from "../ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { tooltip } from "../ui/tooltip";
import type { ReplayBody } from "./replay-period";
import type { ReplayPick, ReplayTickets } from "./replay-types";
import { messageOf } from "./sla-queries";
import { clockNames } from "./sla-words";

export interface ReplayTicketsDialogProps {
  pick: ReplayPick;
  body: ReplayBody;
  onClose: () => void;
}

const perPage = 100;

/** The tickets behind one number, with both due times side by side. */
export function ReplayTicketsDialog({ pick, body, onClose }: ReplayTicketsDialogProps) {
  const { clock, outcome, label, priority, team } = pick;
  const tickets = useInfiniteQuery({
    queryKey: ["sla", "replay-tickets", body, clock, outcome, priority, team],
    queryFn: ({ pageParam, signal }) =>
      call<typeof slaApi.replayTickets>("POST", "/sla-replays/tickets", {
        body: { ...body, clock, outcome, priority, team, limit: perPage, offset: pageParam },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.data.length, 0);
      return shown < total ? shown : undefined;
    },
  });
  const rows = tickets.data?.pages.flatMap((page) => page.data) ?? [];
  const total = tickets.data?.pages[0]?.total;
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={`${label}: ${clockNames[clock].toLowerCase()}`}
        description={total === undefined ? "Reading the tickets" : `${formatCount(total)} tickets`}
        width="lg"
      >
        <DialogBody className="pb-5">
          {tickets.isError ? (
            <ErrorState message={messageOf(tickets.error)} onRetry={() => void tickets.refetch()} />
          ) : tickets.isPending ? (
            <div className="grid gap-2" aria-busy>
              {[1, 2, 3, 4].map((row) => (
                <Skeleton key={row} className="h-7 w-full" />
              ))}
            </div>
          ) : (
            <TicketTable rows={rows} />
          )}
          {tickets.hasNextPage && (
            <Button
              size="sm"
              className="mt-3"
              isLoading={tickets.isFetchingNextPage}
              onClick={() => void tickets.fetchNextPage()}
            >
              Show more
            </Button>
          )}
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}

function TicketTable({ rows }: { rows: ReplayTickets["data"] }) {
  return (
    <Table aria-label="Tickets">
      <TableHeader>
        <TableRow>
          <TableHead className="pl-0">Ticket</TableHead>
          <TableHead>Status</TableHead>
          <TableHead className="text-right">Stopped</TableHead>
          <TableHead className="text-right">Due as it was</TableHead>
          <TableHead className="pr-0 text-right">Due under the draft</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id}>
            <TableCell className="max-w-80 min-w-48 pl-0">
              <Link
                href={`/tickets/${row.number}`}
                className="flex items-center gap-2 hover:underline"
                target="_blank"
              >
                <PriorityIcon priority={row.priority} />
                <span className="tabular shrink-0 text-muted-foreground">#{row.number}</span>
                <span className="truncate font-medium">{row.title}</span>
                <span className="sr-only">, in a new tab</span>
              </Link>
            </TableCell>
            <TableCell>
              <StatusBadge status={row.status} variant="plain" />
            </TableCell>
            <TimeCell at={row.stopped_at} fallback="Still runs" />
            <TimeCell at={row.actual_due_at} isLate={row.actual_breached} />
            <TimeCell at={row.draft_due_at} isLate={row.draft_breached} className="pr-0" />
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

interface TimeCellProps {
  at: string | null;
  fallback?: string;
  isLate?: boolean;
  className?: string;
}

function TimeCell({ at, fallback = "None", isLate = false, className = "" }: TimeCellProps) {
  const { timeZone } = usePreferences();
  return (
    <TableCell className={`tabular text-right whitespace-nowrap ${className}`}>
      {at ? (
        <time
          dateTime={at}
          className={isLate ? "text-danger-text" : undefined}
          {...tooltip(formatInstant(at, timeZone))}
        >
          {formatMinute(at, timeZone)}
          {isLate && <span className="block text-xs">late</span>}
        </time>
      ) : (
        <span className="text-subtle-foreground">{fallback}</span>
      )}
    </TableCell>
  );
}
