"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Send } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { call } from "@/lib/platform/api-client";
import type { syncApi } from "@/lib/sync/api";
import { EmptyState } from "../shared/empty-state";
import { formatMinute } from "../shared/format-time";
import { usePreferences } from "../shared/preferences";
import { RelativeTime } from "../shared/relative-time";
import { Button } from "../ui/button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { toast } from "../ui/toast";
import { PagedPanel } from "./paged-panel";
import { messageOf, syncKey, type WriteBack } from "./sync-queries";
import { WriteBackState } from "./write-back-state";

/** What people changed here and the vendor got, has yet to get, or refused. */
export function WriteBacksPanel({ mayDecide }: { mayDecide: boolean }) {
  const list = useInfiniteQuery({
    queryKey: [...syncKey, "write_backs"],
    queryFn: ({ pageParam, signal }) =>
      call<typeof syncApi.listWriteBacks>("GET", "/sync-write-backs", {
        query: { limit: 50, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.pagination.next_cursor,
  });
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <PagedPanel
      list={list}
      count={rows.length}
      empty={
        <EmptyState Icon={Send} title="Nothing sent back">
          Replies, notes, moves and assignments made here appear on their way to the vendor, where a
          connection writes them back.
        </EmptyState>
      }
    >
      <Table aria-label="Sent back">
        <TableHeader>
          <TableRow>
            <TableHead className="pl-0">Ticket</TableHead>
            <TableHead>Change</TableHead>
            <TableHead>State</TableHead>
            <TableHead className="hidden pr-0 text-right sm:table-cell">Asked for</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <WriteBackRow key={row.id} row={row} mayDecide={mayDecide} />
          ))}
        </TableBody>
      </Table>
    </PagedPanel>
  );
}

function WriteBackRow({ row, mayDecide }: { row: WriteBack; mayDecide: boolean }) {
  const client = useQueryClient();
  const { timeZone } = usePreferences();
  const [isBusy, setIsBusy] = useState(false);
  const act = async (action: "retry" | "cancel") => {
    setIsBusy(true);
    try {
      const params = { id: row.id };
      if (action === "retry")
        await call<typeof syncApi.retryWriteBack>("POST", "/sync-write-backs/{id}/retry", { params });
      else await call<typeof syncApi.cancelWriteBack>("POST", "/sync-write-backs/{id}/cancel", { params });
    } catch (error) {
      toast.error(messageOf(error));
    }
    await client.invalidateQueries({ queryKey: syncKey });
    setIsBusy(false);
  };
  const mayRetry = row.status === "failed" || row.status === "conflict";
  const mayCancel = mayRetry || row.status === "queued";
  return (
    <TableRow>
      <TableCell className="pl-0 align-top">
        <Link href={`/tickets/${row.ticket_number}`} className="font-medium hover:underline">
          #{row.ticket_number}
        </Link>
        <span className="block text-xs text-muted-foreground">{row.external_id} there</span>
      </TableCell>
      <TableCell className="min-w-40 align-top">
        {row.summary}
        {row.requested_by_name && (
          <span className="block text-xs text-muted-foreground">by {row.requested_by_name}</span>
        )}
      </TableCell>
      <TableCell className="min-w-40 align-top">
        <WriteBackState status={row.status} />
        {row.error_message && (
          <span className="mt-1 block text-xs text-muted-foreground wrap-anywhere">
            {withLocalInstants(row.error_message, timeZone)}
          </span>
        )}
        {mayDecide && mayCancel && (
          <span className="mt-1.5 flex flex-wrap gap-1.5">
            {mayRetry && (
              <Button size="xs" disabled={isBusy} onClick={() => act("retry")}>
                {row.status === "conflict" ? "Send over theirs" : "Send again"}
              </Button>
            )}
            <Button size="xs" variant="ghost" disabled={isBusy} onClick={() => act("cancel")}>
              Give up
            </Button>
          </span>
        )}
      </TableCell>
      <TableCell className="hidden pr-0 text-right align-top text-muted-foreground sm:table-cell">
        <RelativeTime instant={row.created_at} />
      </TableCell>
    </TableRow>
  );
}

/** The server's sentence names instants in UTC; the reader's clock shows another hour. */
function withLocalInstants(text: string, timeZone: string): string {
  return text.replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g, (instant) =>
    formatMinute(instant, timeZone),
  );
}
