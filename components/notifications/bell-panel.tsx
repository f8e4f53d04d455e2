"use client";

import { useQuery } from "@tanstack/react-query";
import { BellOff, Settings2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { ApiError } from "@/lib/platform/api-client";
import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import type { LazyMenuContentProps } from "../shared/lazy-menu";
import { Button } from "../ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { Skeleton } from "../ui/skeleton";
import { groupByTicket } from "./group-by-ticket";
import { NotificationGroup } from "./notification-group";
import { newestOptions } from "./notification-queries";
import { useMarkAllRead } from "./use-mark-all-read";

export default function BellPanel({ trigger, defaultOpen }: LazyMenuContentProps) {
  const [isOpen, setIsOpen] = useState(defaultOpen);
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent
        align="end"
        aria-label="Notifications"
        className="flex max-h-[min(36rem,80dvh)] w-[min(26rem,calc(100vw-1rem))] flex-col"
      >
        <Panel onLeave={() => setIsOpen(false)} />
      </PopoverContent>
    </Popover>
  );
}

function Panel({ onLeave }: { onLeave: () => void }) {
  const newest = useQuery(newestOptions);
  const markAll = useMarkAllRead();
  const groups = groupByTicket(newest.data?.data ?? []);
  return (
    <>
      <div className="flex h-11 shrink-0 items-center gap-2 border-b pr-2 pl-3">
        <h2 className="flex-1 text-sm font-semibold">Notifications</h2>
        <Button
          size="sm"
          variant="ghost"
          disabled={!newest.data?.unread}
          isLoading={markAll.isPending}
          onClick={() => markAll.mutate()}
        >
          Mark all as read
        </Button>
      </div>
      <div className="min-h-0 flex-1 scroll-slim overflow-y-auto">
        {newest.isPending ? (
          <PanelSkeleton />
        ) : newest.isError ? (
          <ErrorState
            message={newest.error.message}
            requestId={newest.error instanceof ApiError ? newest.error.problem.request_id : null}
            onRetry={() => newest.refetch()}
            isRetrying={newest.isFetching}
          />
        ) : groups.length === 0 ? (
          <EmptyState Icon={BellOff} title="Nothing new" className="py-10">
            Replies, mentions, assignments and deadlines of your tickets show up here.
          </EmptyState>
        ) : (
          <ul>
            {groups.map((group) => (
              <NotificationGroup key={group.ticket_id} group={group} onOpen={onLeave} maximumItems={3} />
            ))}
          </ul>
        )}
      </div>
      <div className="flex h-10 shrink-0 items-center justify-between border-t px-2">
        <Button asChild size="sm" variant="ghost">
          <Link href="/notifications" onClick={onLeave}>
            See all notifications
          </Link>
        </Button>
        <Button asChild size="sm" variant="ghost">
          <Link href="/settings/notifications" onClick={onLeave}>
            <Settings2 aria-hidden />
            Settings
          </Link>
        </Button>
      </div>
    </>
  );
}

function PanelSkeleton() {
  return (
    <div aria-hidden className="grid gap-4 p-3">
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className="grid gap-1.5">
          <Skeleton className="h-3.5 w-3/4" />
          <Skeleton className="h-3 w-1/2" />
        </div>
      ))}
    </div>
  );
}
