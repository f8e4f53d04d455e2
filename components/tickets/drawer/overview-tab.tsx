"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { lazy } from "react";
import { Button } from "@/components/ui/button";
import { LazyPart } from "@/components/ui/lazy-part";
import { messagesQuery, type TicketData } from "../ticket-queries";
import { Description, Resolution } from "./description";
import { MessageItem } from "./message-item";
import { RelatedTickets } from "./related-tickets";
import { RequesterCard } from "./requester-card";
import { Section } from "./section";
import { SlaSection } from "./sla-section";
import { TicketFacts } from "./ticket-facts";

const SourcePanel = lazy(() => import("./source-panel"));

export interface OverviewTabProps {
  ticket: TicketData;
  onShowTimeline: () => void;
}

export function OverviewTab({ ticket, onShowTimeline }: OverviewTabProps) {
  return (
    <div className="@container h-full scroll-slim overflow-y-auto overscroll-contain px-4 py-4 md:px-5">
      <div className="grid gap-6 @2xl:grid-cols-[minmax(0,1fr)_17rem]">
        <div className="grid min-w-0 content-start gap-6">
          <Resolution ticket={ticket} />
          <Description key={ticket.id} ticket={ticket} />
          <LatestMessage ticketId={ticket.id} onShowTimeline={onShowTimeline} />
          <SlaSection ticket={ticket} />
        </div>
        <div className="grid min-w-0 content-start gap-6">
          <TicketFacts ticket={ticket} />
          {ticket.mirror && (
            <LazyPart>
              <SourcePanel ticketId={ticket.id} vendor={ticket.mirror.vendor} />
            </LazyPart>
          )}
          <RequesterCard ticket={ticket} />
          <RelatedTickets ticket={ticket} />
        </div>
      </div>
    </div>
  );
}

/** Where the conversation stands, without leaving the overview. */
function LatestMessage({ ticketId, onShowTimeline }: { ticketId: string; onShowTimeline: () => void }) {
  const { data } = useInfiniteQuery(messagesQuery(ticketId));
  const latest = data?.pages[0]?.data[0];
  const total = data?.pages[0]?.pagination.total ?? 0;
  if (!latest) return null;
  return (
    <Section
      title="Latest message"
      action={
        <Button size="xs" variant="ghost" onClick={onShowTimeline}>
          {total === 1 ? "Open the timeline" : `All ${total.toLocaleString("en-GB")} in the timeline`}
        </Button>
      }
    >
      <MessageItem message={latest} />
    </Section>
  );
}
