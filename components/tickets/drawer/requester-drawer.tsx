"use client";

import { useState } from "react";
import { formatInstant, formatMinute } from "@/components/shared/format-time";
import { usePresence } from "@/components/shared/live";
import { usePreferences } from "@/components/shared/preferences";
import { StatusBadge } from "@/components/shared/status-badge";
import { useNow } from "@/components/shared/use-now";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { tooltip } from "@/components/ui/tooltip";
import { Composer } from "../composer/composer";
import { type ComposerMode, openTicketAction, type Viewer } from "../ticket-actions";
import type { TicketData } from "../ticket-queries";
import { DrawerBar } from "./drawer-header";
import { TicketBanners } from "./ticket-banners";
import { TimelineTab } from "./timeline-tab";

/** For the person who asked: what they wrote, what they were answered, and where it stands. */
export function RequesterDrawer({ ticket, viewer }: { ticket: TicketData; viewer: Viewer }) {
  const { timeZone } = usePreferences();
  const now = useNow();
  const [typing, setTyping] = useState<ComposerMode | null>(null);
  usePresence(ticket.id, typing);
  useShortcuts("Open ticket", [
    { keys: "r", label: "Reply", run: () => openTicketAction("reply", [ticket]) },
  ]);
  const isOpen = ticket.status !== "RESOLVED" && ticket.status !== "CLOSED";
  const mayReopen = ticket.moves.some((move) => move.to === "REOPENED" && !move.refused_because);

  return (
    <>
      <header className="shrink-0 border-b px-4 pb-3 md:px-5">
        <DrawerBar number={ticket.number} />
        <h2 className="mt-1 text-lg leading-6 font-semibold tracking-tight text-balance wrap-anywhere">
          {ticket.title}
        </h2>
        <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted-foreground">
          <StatusBadge status={ticket.status} />
          {isOpen && ticket.sla_due_at && (
            <span {...tooltip(formatInstant(ticket.sla_due_at, timeZone))}>
              {Date.parse(ticket.sla_due_at) < now ? "Later than promised: was due" : "Promised by"}{" "}
              {formatMinute(ticket.sla_due_at, timeZone)}
            </span>
          )}
        </p>
      </header>
      <div className="grid shrink-0 gap-2 px-4 pt-3 empty:hidden md:px-5">
        {ticket.status === "RESOLVED" && (
          <Alert
            tone="success"
            title="This was resolved"
            action={
              mayReopen && (
                <Button size="sm" onClick={() => openTicketAction("reopen", [ticket])}>
                  It is not solved
                </Button>
              )
            }
          >
            {ticket.resolution_summary}
          </Alert>
        )}
        <TicketBanners ticket={ticket} mayMerge={false} />
      </div>
      <div className="min-h-0 flex-1">
        <TimelineTab ticket={ticket} isStaff={false} />
      </div>
      <Composer
        ticket={ticket}
        viewer={viewer}
        typing={[]}
        newReplies={[]}
        onTyping={setTyping}
        onShowTimeline={() => undefined}
        onRead={() => undefined}
      />
    </>
  );
}
