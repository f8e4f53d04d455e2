"use client";

import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { Download, ExternalLink } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { ApiError } from "@/lib/platform/api-client";
import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import { formatCount, formatMinute } from "../shared/format-time";
import { PriorityIcon } from "../shared/priority-icon";
import { StatusBadge } from "../shared/status-badge";
import { priorityVisuals, type TicketPriorityName } from "../shared/ticket-visuals";
import { Button } from "../ui/button";
import { Sheet, SheetContent } from "../ui/sheet";
import { Skeleton } from "../ui/skeleton";
import { tooltip } from "../ui/tooltip";
import type { ClosedTicketData, ClosedTicketsData } from "./closures-queries";

type Answer = Omit<ClosedTicketsData, "hour" | "weekday">;
type Query<Page> = UseInfiniteQueryResult<{ pages: Page[] }>;

export interface TicketsSheetProps<Page extends Answer> {
  title: ReactNode;
  tickets: Query<Page>;
  /** Above the list, once the first page has arrived. */
  summary: (answer: Page) => ReactNode;
  /** Who closed each, where the list is of several people. */
  hasClosers?: boolean;
  onClose: () => void;
}

/** The tickets behind a figure, page by page. */
export function TicketsSheet<Page extends Answer>(props: TicketsSheetProps<Page>) {
  const { title, tickets, summary, hasClosers = false, onClose } = props;
  const first = tickets.data?.pages[0];
  const rows = tickets.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Sheet open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <SheetContent title={title}>
        <div aria-busy={tickets.isFetching} className="flex min-h-0 flex-1 flex-col">
          {first ? (
            <>
              {summary(first)}
              <TicketRows rows={rows} answer={first} hasClosers={hasClosers} />
              {tickets.hasNextPage && (
                <div className="border-t p-2">
                  <Button
                    variant="ghost"
                    className="w-full"
                    isLoading={tickets.isFetchingNextPage}
                    onClick={() => tickets.fetchNextPage()}
                  >
                    Show more of {formatCount(first.pagination.total ?? rows.length)}
                  </Button>
                </div>
              )}
            </>
          ) : tickets.error ? (
            <ErrorState
              message={tickets.error.message}
              requestId={tickets.error instanceof ApiError ? tickets.error.problem.request_id : null}
              onRetry={() => tickets.refetch()}
              isRetrying={tickets.isFetching}
            />
          ) : (
            <Waiting />
          )}
        </div>
      </SheetContent>
    </Sheet>
  );
}

interface SummaryProps {
  answer: Answer;
  /** After the figure: of which days, of whom. */
  about: ReactNode;
  icon?: ReactNode;
  fileUrl: string;
  actions?: ReactNode;
}

/** What the figure is made of, and its file. */
export function TicketsSummary({ answer, about, icon, fileUrl, actions }: SummaryProps) {
  const { total_closed, high_priority, hidden_count, legacy_closed } = answer;
  const notes = [
    high_priority > 0 && `${formatCount(high_priority)} of high or critical priority`,
    hidden_count > 0 && `${formatCount(hidden_count)} outside of what you may see`,
    legacy_closed > 0 && `${formatCount(legacy_closed)} from imported totals, of which no tickets are known`,
  ].filter(Boolean);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b px-4 py-3">
      {icon}
      <div className="min-w-48 flex-1">
        <p className="text-sm">
          <span className="tabular font-semibold">{formatCount(total_closed)} closed</span>
          <span className="text-muted-foreground"> · {about}</span>
        </p>
        {notes.length > 0 && <p className="text-xs text-muted-foreground">{notes.join(", ")}</p>}
      </div>
      {actions}
      {answer.data.length > 0 && (
        <Button size="sm" asChild>
          <a href={fileUrl} download>
            <Download aria-hidden />
            Download CSV
          </a>
        </Button>
      )}
    </div>
  );
}

interface TicketRowsProps {
  rows: ClosedTicketData[];
  answer: Answer;
  hasClosers: boolean;
}

function TicketRows({ rows, answer, hasClosers }: TicketRowsProps) {
  if (rows.length === 0)
    return (
      <EmptyState title={answer.total_closed === 0 ? "Nothing closed in these days" : "No tickets to show"}>
        {answer.total_closed === 0
          ? "Tickets appear here as soon as they are resolved or closed."
          : "What is counted here comes from imported totals, or lies outside of what you may see."}
      </EmptyState>
    );
  return (
    <ul aria-label="Closed tickets" className="min-h-0 flex-1 scroll-slim divide-y overflow-y-auto">
      {rows.map((ticket) => (
        <li key={`${ticket.id} ${ticket.closed_at}`}>
          <TicketRow ticket={ticket} timeZone={answer.time_zone} hasCloser={hasClosers} />
        </li>
      ))}
    </ul>
  );
}

interface TicketRowProps {
  ticket: ClosedTicketData;
  timeZone: string;
  hasCloser: boolean;
}

function TicketRow({ ticket, timeZone, hasCloser }: TicketRowProps) {
  const { number, title, priority, status, company_name, requester_name, url, is_withheld } = ticket;
  const from = company_name ?? requester_name;
  return (
    <div className="relative flex items-start gap-3 px-4 py-2.5 hover:bg-hover">
      {isPriority(priority) && <PriorityIcon priority={priority} className="mt-0.5" />}
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline gap-2 text-sm">
          <span className="tabular shrink-0 text-muted-foreground">#{number}</span>
          {/* The whole row leads to the ticket; links within it lie above. */}
          <Link
            href={`/tickets/${number}`}
            className="ring-inset-focus min-w-0 truncate font-medium after:absolute after:inset-0"
          >
            {title}
          </Link>
        </p>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-xs text-muted-foreground">
          <time dateTime={ticket.closed_at} className="tabular">
            {formatMinute(ticket.closed_at, timeZone)}
          </time>
          <StatusBadge status={status} variant="plain" className="h-4 text-xs" />
          {hasCloser && <span className="min-w-0 truncate">by {ticket.closed_by ?? "nobody"}</span>}
          {from && <span className="min-w-0 truncate">{from}</span>}
          {is_withheld && <span>give a reason to open it</span>}
        </p>
      </div>
      {url && (
        <a
          href={url}
          target="_blank"
          rel="noreferrer"
          aria-label={`Open ticket ${number} at its own desk`}
          className="relative grid size-7 shrink-0 place-items-center rounded-sm text-muted-foreground hover:bg-muted hover:text-foreground"
          {...tooltip("Open at its own desk")}
        >
          <ExternalLink aria-hidden className="size-4" />
        </a>
      )}
    </div>
  );
}

function isPriority(priority: string): priority is TicketPriorityName {
  return priority in priorityVisuals;
}

const waitingRows = Array.from({ length: 9 }, (_, index) => index);

function Waiting() {
  return (
    <>
      <div className="border-b p-4">
        <Skeleton className="h-5 w-52" />
      </div>
      {waitingRows.map((row) => (
        <div key={row} className="grid gap-2 border-b px-4 py-3">
          <Skeleton className="w-3/4" />
          <Skeleton className="h-3 w-40" />
        </div>
      ))}
    </>
  );
}
