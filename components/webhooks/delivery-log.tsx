"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useState } from "react";
import { ApiError, call } from "@/lib/platform/api-client";
import type { webhooksApi } from "@/lib/webhooks/api";
import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import { RelativeTime } from "../shared/relative-time";
import { Button } from "../ui/button";
import { Select } from "../ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { type Delivery, type DeliveryPage, deliveriesKey } from "./webhook-queries";
import { DeliveryState } from "./webhook-state";

export interface DeliveryLogProps {
  webhookId: string;
  initial: DeliveryPage;
  onOpen: (deliveryId: string) => void;
}

type Shown = "any" | Delivery["status"];

const refreshMs = 3_000;
const options = [
  { value: "any", label: "Everything sent" },
  { value: "pending", label: "On the way" },
  { value: "delivered", label: "Delivered" },
  { value: "failed", label: "Failed" },
];

export function DeliveryLog({ webhookId, initial, onOpen }: DeliveryLogProps) {
  const [shown, setShown] = useState<Shown>("any");
  const log = useInfiniteQuery({
    queryKey: [...deliveriesKey(webhookId), shown],
    queryFn: ({ pageParam, signal }) =>
      call<typeof webhooksApi.deliveries>("GET", "/webhooks/{id}/deliveries", {
        params: { id: webhookId },
        query: { ...(shown !== "any" && { status: shown }), ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.pagination.next_cursor,
    placeholderData: (previous) => previous,
    refetchInterval: refreshMs,
    ...(shown === "any" && { initialData: { pages: [initial], pageParams: [""] } }),
  });
  const rows = log.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <>
      <Select
        aria-label="Which deliveries"
        options={options}
        value={shown}
        onValueChange={(value) => setShown(value as Shown)}
        className="mb-3 w-44"
      />
      {log.isError ? (
        <ErrorState
          message={log.error.message}
          requestId={log.error instanceof ApiError ? log.error.problem.request_id : null}
          onRetry={() => log.refetch()}
          isRetrying={log.isFetching}
        />
      ) : rows.length === 0 && !log.isPending ? (
        <EmptyState Icon={Send} title={shown === "any" ? "Nothing sent yet" : "Nothing here"}>
          What happens to tickets from now on appears here within seconds. “Send test” tries the way.
        </EmptyState>
      ) : (
        <DeliveryTable rows={rows} onOpen={onOpen} />
      )}
      {log.hasNextPage && (
        <div className="border-t py-3 text-right">
          <Button size="sm" onClick={() => log.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}

function DeliveryTable({ rows, onOpen }: { rows: Delivery[]; onOpen: (id: string) => void }) {
  return (
    <Table aria-label="Deliveries">
      <TableHeader>
        <TableRow>
          <TableHead className="pl-0">Event</TableHead>
          <TableHead>State</TableHead>
          <TableHead className="hidden md:table-cell">Answer</TableHead>
          <TableHead className="hidden sm:table-cell">Tries</TableHead>
          <TableHead className="pr-0 text-right">Made</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((delivery) => (
          <TableRow key={delivery.id}>
            <TableCell className="pl-0">
              <Button variant="link" size="sm" onClick={() => onOpen(delivery.id)} className="font-mono">
                {delivery.event_name}
              </Button>
              {delivery.replayed_from_id && (
                <span className="ml-1.5 text-xs text-muted-foreground">again</span>
              )}
            </TableCell>
            <TableCell>
              <DeliveryState status={delivery.status} />
            </TableCell>
            <TableCell className="hidden max-w-72 truncate text-muted-foreground md:table-cell">
              {delivery.last_error ?? delivery.response_status}
            </TableCell>
            <TableCell className="tabular hidden whitespace-nowrap text-muted-foreground sm:table-cell">
              {delivery.attempts} of 8
              {delivery.status === "pending" && delivery.attempts > 0 && (
                <>
                  , next <RelativeTime instant={delivery.next_attempt_at} />
                </>
              )}
            </TableCell>
            <TableCell className="pr-0 text-right text-muted-foreground">
              <RelativeTime instant={delivery.created_at} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
