"use client";

import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, useEffect, useState } from "react";
import { attachmentsQuery } from "@/components/attachments/attachment-queries";
import { ErrorState } from "@/components/shared/error-state";
import { dropHeldTyping } from "@/components/shared/held-typing";
import { usePresence } from "@/components/shared/live";
import { LazyPart } from "@/components/ui/lazy-part";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { ApiError } from "@/lib/platform/api-client";
import { Composer } from "../composer/composer";
import type { ComposerMode, Viewer } from "../ticket-actions";
import {
  failureText,
  messagesQuery,
  requestIdOf,
  type TicketData,
  ticketKeys,
  ticketQuery,
} from "../ticket-queries";
import { AuditTab } from "./audit-tab";
import { useDrawer } from "./drawer-context";
import { DrawerBar, DrawerHeader } from "./drawer-header";
import { DrawerSkeleton } from "./drawer-skeleton";
import { repliesSince } from "./merge-timeline";
import { OverviewTab } from "./overview-tab";
import { RequesterDrawer } from "./requester-drawer";
import { SensitiveGate } from "./sensitive-gate";
import { slaSectionId } from "./sla-section";
import { TicketBanners } from "./ticket-banners";
import { TicketMissing } from "./ticket-missing";
import { TimelineTab } from "./timeline-tab";
import { useDrawerShortcuts } from "./use-drawer-shortcuts";
import { type DrawerTab, useDrawerTab } from "./use-drawer-tab";
import { useLiveTicket } from "./use-live-ticket";

const AttachmentsTab = lazy(() => import("@/components/attachments/attachments-tab"));

export interface TicketDrawerProps {
  ticketId: string;
  number: number;
}

/** One ticket over the list. The page has put its data into the query cache already. */
export function TicketDrawer({ ticketId, number }: TicketDrawerProps) {
  const { viewer, mayMerge } = useDrawer();
  const client = useQueryClient();
  const { data: ticket, error, isFetching, refetch } = useQuery(ticketQuery(ticketId));
  useLiveTicket(ticketId);
  useEffect(() => {
    if (error) dropHeldTyping();
  }, [error]);

  if (error instanceof ApiError && error.problem.code === "reason_required") {
    return (
      <>
        <div className="px-4 md:px-5">
          <DrawerBar number={number} />
        </div>
        <SensitiveGate
          ticketId={ticketId}
          number={number}
          onOpened={(opened) => {
            client.setQueryData(ticketKeys.detail(ticketId), opened);
            void client.invalidateQueries({ queryKey: ticketKeys.all(ticketId) });
          }}
        />
      </>
    );
  }
  if (error instanceof ApiError && error.problem.code === "not_found") return <TicketMissing />;
  if (!ticket && error) {
    return (
      <>
        <div className="px-4 md:px-5">
          <DrawerBar number={number} />
        </div>
        <ErrorState
          message={failureText(error)}
          requestId={requestIdOf(error)}
          onRetry={() => void refetch()}
          isRetrying={isFetching}
          className="flex-1"
        />
      </>
    );
  }
  if (!ticket) return <DrawerSkeleton />;
  return viewer.is_staff ? (
    <DeskDrawer key={ticket.id} ticket={ticket} viewer={viewer} mayMerge={mayMerge} />
  ) : (
    <RequesterDrawer key={ticket.id} ticket={ticket} viewer={viewer} />
  );
}

function DeskDrawer({ ticket, viewer, mayMerge }: { ticket: TicketData; viewer: Viewer; mayMerge: boolean }) {
  const [tab, setTab] = useDrawerTab();
  const [typing, setTyping] = useState<ComposerMode | null>(null);
  const [readUpTo, setReadUpTo] = useState(ticket.updated_at);
  const others = usePresence(ticket.id, typing).filter((person) => person.user_id !== viewer.id);
  const { data: messages } = useInfiniteQuery(messagesQuery(ticket.id));
  const { data: files } = useInfiniteQuery(attachmentsQuery(ticket.id));
  const newReplies = repliesSince(messages?.pages[0]?.data ?? [], readUpTo, viewer.id);
  useDrawerShortcuts(ticket);

  const showTimeline = () => setTab("timeline");
  const explainSla = () => {
    setTab("overview");
    requestAnimationFrame(() => document.getElementById(slaSectionId)?.scrollIntoView({ block: "start" }));
  };

  return (
    <>
      <DrawerHeader ticket={ticket} viewer={viewer} others={others} onExplainSla={explainSla} />
      <div className="shrink-0 px-4 pb-2 empty:hidden md:px-5">
        <TicketBanners ticket={ticket} mayMerge={mayMerge} />
      </div>
      <Tabs
        value={tab}
        onValueChange={(value) => setTab(value as DrawerTab)}
        className="flex min-h-0 flex-1 flex-col"
      >
        <TabsList aria-label="Parts of the ticket" className="shrink-0 px-4 md:px-5">
          <TabsTrigger value="overview">Overview</TabsTrigger>
          <TabsTrigger value="timeline" count={messages?.pages[0]?.pagination.total || undefined}>
            Timeline
          </TabsTrigger>
          <TabsTrigger value="attachments" count={files?.pages[0]?.pagination.total || undefined}>
            Attachments
          </TabsTrigger>
          <TabsTrigger value="audit">Audit</TabsTrigger>
        </TabsList>
        <TabsContent value="overview" tabIndex={-1} className="min-h-0 flex-1 pt-0">
          <OverviewTab ticket={ticket} onShowTimeline={showTimeline} />
        </TabsContent>
        <TabsContent value="timeline" tabIndex={-1} className="min-h-0 flex-1 pt-0">
          <TimelineTab ticket={ticket} isStaff />
        </TabsContent>
        <TabsContent value="attachments" tabIndex={-1} className="min-h-0 flex-1 pt-0">
          <LazyPart fallback={<Skeleton className="mx-5 mt-3 h-24" />}>
            <AttachmentsTab
              ticketId={ticket.id}
              refusals={{ reply: ticket.refusals.reply ?? null, note: ticket.refusals.note ?? null }}
            />
          </LazyPart>
        </TabsContent>
        <TabsContent value="audit" tabIndex={-1} className="min-h-0 flex-1 pt-0">
          <AuditTab ticketId={ticket.id} />
        </TabsContent>
      </Tabs>
      <Composer
        ticket={ticket}
        viewer={viewer}
        typing={others.filter((person) => person.typing !== null)}
        newReplies={newReplies}
        onTyping={setTyping}
        onShowTimeline={showTimeline}
        onRead={() => setReadUpTo(newReplies[0]?.created_at ?? readUpTo)}
      />
    </>
  );
}
