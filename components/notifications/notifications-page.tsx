"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { BellOff } from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { ApiError } from "@/lib/platform/api-client";
import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import { PageFrame } from "../shared/page-frame";
import { Button } from "../ui/button";
import { Select } from "../ui/select";
import { groupByTicket } from "./group-by-ticket";
import { NotificationGroup } from "./notification-group";
import { type NotificationPage, pagesOptions } from "./notification-queries";
import { useMarkAllRead } from "./use-mark-all-read";

interface NotificationsPageProps {
  initial: NotificationPage;
  isUnreadOnly: boolean;
}

const shownOptions = [
  { value: "all", label: "All" },
  { value: "unread", label: "Unread only" },
];

export function NotificationsPage({ initial, isUnreadOnly }: NotificationsPageProps) {
  const router = useRouter();
  const pathname = usePathname();
  const pages = useInfiniteQuery(pagesOptions(isUnreadOnly, initial));
  const markAll = useMarkAllRead();
  const groups = groupByTicket(pages.data?.pages.flatMap((page) => page.data) ?? []);
  const unread = pages.data?.pages[0]?.unread ?? 0;
  return (
    <PageFrame title="Notifications" detail={unread === 0 ? "all read" : `${unread} unread`}>
      <div className="mx-auto w-full max-w-3xl px-4 py-5">
        <div className="mb-3 flex items-center justify-between gap-3">
          <Select
            aria-label="Which notifications"
            options={shownOptions}
            value={isUnreadOnly ? "unread" : "all"}
            onValueChange={(shown) =>
              router.replace(shown === "unread" ? `${pathname}?unread=true` : pathname)
            }
            className="w-40"
          />
          <div className="flex items-center gap-2">
            <Button asChild variant="ghost" className="hidden sm:inline-flex">
              <Link href="/settings/notifications">Choose what reaches you</Link>
            </Button>
            <Button disabled={unread === 0} isLoading={markAll.isPending} onClick={() => markAll.mutate()}>
              Mark all as read
            </Button>
          </div>
        </div>
        {pages.isError ? (
          <ErrorState
            message={pages.error.message}
            requestId={pages.error instanceof ApiError ? pages.error.problem.request_id : null}
            onRetry={() => pages.refetch()}
            isRetrying={pages.isFetching}
          />
        ) : groups.length === 0 ? (
          <EmptyState Icon={BellOff} title={isUnreadOnly ? "Everything is read" : "Nothing here yet"}>
            Replies, mentions, assignments and deadlines of your tickets show up here and stay for 90 days.
          </EmptyState>
        ) : (
          <ul className="overflow-hidden rounded-md border bg-surface">
            {groups.map((group) => (
              <NotificationGroup key={group.ticket_id} group={group} />
            ))}
          </ul>
        )}
        {pages.hasNextPage && (
          <div className="mt-4 flex justify-center">
            <Button isLoading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
              Show older ones
            </Button>
          </div>
        )}
      </div>
    </PageFrame>
  );
}
