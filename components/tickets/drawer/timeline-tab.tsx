"use client";

import { lazy, useState } from "react";
import { ErrorState } from "@/components/shared/error-state";
import { formatDay } from "@/components/shared/format-time";
import { usePreferences } from "@/components/shared/preferences";
import { useNow } from "@/components/shared/use-now";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { LazyPart } from "@/components/ui/lazy-part";
import { paragraphs } from "../composer/paragraphs";
import { type AuditData, failureText, requestIdOf, type TicketData } from "../ticket-queries";
import { TimelineSkeleton } from "./drawer-skeleton";
import { EventItem } from "./event-item";
import type { TimelineFilter, TimelineItem } from "./merge-timeline";
import { MessageItem } from "./message-item";
import { useConversation } from "./use-conversation";
import { useStickToEnd } from "./use-stick-to-end";

const MessageFiles = lazy(() => import("@/components/attachments/message-files"));

const filters: { value: TimelineFilter; label: string }[] = [
  { value: "all", label: "Everything" },
  { value: "messages", label: "Messages" },
  { value: "notes", label: "Notes" },
  { value: "events", label: "Events" },
];

export interface TimelineTabProps {
  ticket: TicketData;
  /** Requesters see the conversation alone. */
  isStaff: boolean;
}

/** Messages, notes and events in one stream, the newest at the bottom beside the composer. */
export function TimelineTab({ ticket, isStaff }: TimelineTabProps) {
  const [filter, setFilter] = useState<TimelineFilter>(isStaff ? "all" : "messages");
  const stream = useConversation(ticket.id, filter, isStaff);
  const lastId = stream.items.at(-1)?.id;
  const scroller = useStickToEnd(`${ticket.id}.${filter}`, lastId, stream.items[0]?.id);

  return (
    <div className="flex h-full min-h-0 flex-col">
      {isStaff && <FilterChips value={filter} onChange={setFilter} />}
      <section
        ref={scroller}
        aria-label="Timeline"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        className="ring-inset-focus min-h-0 flex-1 scroll-slim overflow-y-auto overscroll-contain px-4 py-3 md:px-5"
      >
        {stream.isPending && <TimelineSkeleton />}
        {stream.error && (
          <ErrorState
            message={failureText(stream.error)}
            notLost="Your draft below is kept in this browser."
            requestId={requestIdOf(stream.error)}
            onRetry={stream.retry}
          />
        )}
        {stream.hasOlder && (
          <div className="mb-3 text-center">
            <Button size="sm" isLoading={stream.isLoadingOlder} onClick={() => void stream.loadOlder()}>
              Load older
            </Button>
          </div>
        )}
        {!stream.isPending && !stream.error && (
          <ol className="grid gap-2.5">
            {!stream.hasOlder && (filter === "all" || filter === "messages") && (
              <li>
                <OpeningMessage ticket={ticket} isStaff={isStaff} />
              </li>
            )}
            {stream.items.map((item, index) => (
              <li key={item.id}>
                <DayMark item={item} before={stream.items[index - 1]} />
                {item.kind === "message" ? (
                  <MessageItem
                    message={item.message}
                    files={
                      item.message.attachments.length > 0 && (
                        <LazyPart>
                          <MessageFiles
                            ticketId={ticket.id}
                            messageId={item.message.id}
                            links={item.message.attachments}
                            isStaff={isStaff}
                          />
                        </LazyPart>
                      )
                    }
                  />
                ) : (
                  <EventItem event={item.event} before={eventAt(stream.items, index - 1)} />
                )}
              </li>
            ))}
            {stream.items.length === 0 && filter !== "all" && filter !== "messages" && (
              <li className="py-8 text-center text-sm text-muted-foreground">
                {filter === "notes"
                  ? "No internal notes yet. Press n to write one."
                  : "Nothing happened yet."}
              </li>
            )}
          </ol>
        )}
      </section>
    </div>
  );
}

function FilterChips({
  value,
  onChange,
}: {
  value: TimelineFilter;
  onChange: (filter: TimelineFilter) => void;
}) {
  return (
    <fieldset className="flex shrink-0 gap-1 border-b px-4 py-1.5 md:px-5">
      <legend className="sr-only">Show in the timeline</legend>
      {filters.map((filter) => (
        <button
          key={filter.value}
          type="button"
          aria-pressed={filter.value === value}
          onClick={() => onChange(filter.value)}
          className={cn(
            "h-6 rounded-sm px-2 text-xs font-medium",
            filter.value === value
              ? "bg-selected text-primary-text"
              : "text-muted-foreground hover:bg-muted hover:text-foreground",
          )}
        >
          {filter.label}
        </button>
      ))}
    </fieldset>
  );
}

/** The description is what the conversation answers to. */
function OpeningMessage({ ticket, isStaff }: { ticket: TicketData; isStaff: boolean }) {
  const name = ticket.requester?.name ?? ticket.created_by_name;
  return (
    <MessageItem
      act="opened this ticket"
      files={
        <LazyPart>
          <MessageFiles
            ticketId={ticket.id}
            messageId={null}
            createdAt={ticket.created_at}
            isStaff={isStaff}
          />
        </LazyPart>
      }
      message={{
        actor_id: ticket.requester?.id ?? ticket.created_by_id,
        actor_name: name,
        actor_role: ticket.created_by_role,
        message: paragraphs(ticket.description),
        created_at: ticket.created_at,
        is_internal_note: false,
      }}
    />
  );
}

function DayMark({ item, before }: { item: TimelineItem; before: TimelineItem | undefined }) {
  const { timeZone } = usePreferences();
  const now = useNow();
  const day = formatDay(item.at, timeZone, now);
  if (!before || formatDay(before.at, timeZone, now) === day) return null;
  return (
    <p className="mt-1 mb-2.5 flex items-center gap-3 text-xs text-subtle-foreground before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
      {day}
    </p>
  );
}

function eventAt(items: TimelineItem[], index: number): AuditData | undefined {
  const item = items[index];
  return item?.kind === "event" ? item.event : undefined;
}
