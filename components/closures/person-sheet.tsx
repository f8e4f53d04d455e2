"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Download, ExternalLink, Link2 } from "lucide-react";
import Link from "next/link";
import { ApiError } from "@/lib/platform/api-client";
import { roleName } from "@/lib/platform/role-name";
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
import { rangeWords } from "./closure-days";
import type { ClosuresPlace } from "./closures-address";
import {
  type ClosedTicketData,
  fetchPersonTickets,
  type PersonTicketsData,
  personTicketsFile,
  personTicketsKey,
} from "./closures-queries";
import { CloserIcon } from "./people-card";

export interface PersonSheetProps {
  place: ClosuresPlace;
  /** What the page already knows of them, until their tickets arrive. */
  name: string | undefined;
  onClose: () => void;
  /** For an agent without an account; absent for whoever may not link. */
  onLink?: (name: string) => void;
}

/** The tickets behind one person's bar. */
export default function PersonSheet({ place, name, onClose, onLink }: PersonSheetProps) {
  const tickets = useInfiniteQuery({
    queryKey: personTicketsKey(place),
    queryFn: ({ pageParam, signal }) => fetchPersonTickets(place, pageParam, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.pagination.next_cursor,
  });
  const first = tickets.data?.pages[0];
  const rows = tickets.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Sheet open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <SheetContent title={first?.person.name ?? name ?? place.person}>
        <div aria-busy={tickets.isFetching} className="flex min-h-0 flex-1 flex-col">
          {first ? (
            <>
              <Summary answer={first} place={place} onLink={onLink} />
              <TicketRows rows={rows} answer={first} />
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
  answer: PersonTicketsData;
  place: ClosuresPlace;
  onLink: PersonSheetProps["onLink"];
}

function Summary({ answer, place, onLink }: SummaryProps) {
  const { person, total_closed, high_priority, hidden_count, legacy_closed } = answer;
  const notes = [
    high_priority > 0 && `${formatCount(high_priority)} of high or critical priority`,
    hidden_count > 0 && `${formatCount(hidden_count)} outside of what you may see`,
    legacy_closed > 0 && `${formatCount(legacy_closed)} from imported totals, of which no tickets are known`,
  ].filter(Boolean);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b px-4 py-3">
      <CloserIcon person={person} />
      <div className="min-w-0 flex-1">
        <p className="text-sm">
          <span className="tabular font-semibold">{formatCount(total_closed)} closed</span>
          <span className="text-muted-foreground"> · {rangeWords(answer.start_date, answer.end_date)}</span>
          {person.role && <span className="text-muted-foreground"> · {roleName(person.role)}</span>}
        </p>
        {notes.length > 0 && <p className="text-xs text-muted-foreground">{notes.join(", ")}</p>}
      </div>
      {person.kind === "unmapped" && onLink && (
        <Button size="sm" onClick={() => onLink(person.name)}>
          <Link2 aria-hidden />
          Link to an account
        </Button>
      )}
      {answer.data.length > 0 && (
        <Button size="sm" asChild>
          <a href={personTicketsFile(place)} download>
            <Download aria-hidden />
            Download CSV
          </a>
        </Button>
      )}
    </div>
  );
}

function TicketRows({ rows, answer }: { rows: ClosedTicketData[]; answer: PersonTicketsData }) {
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
          <TicketRow ticket={ticket} timeZone={answer.time_zone} />
        </li>
      ))}
    </ul>
  );
}

function TicketRow({ ticket, timeZone }: { ticket: ClosedTicketData; timeZone: string }) {
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
