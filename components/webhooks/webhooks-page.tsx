"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Webhook as WebhookIcon } from "lucide-react";
import Link from "next/link";
import { lazy, useState } from "react";
import { ApiError, call } from "@/lib/platform/api-client";
import type { webhooksApi } from "@/lib/webhooks/api";
import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import { PageHeader } from "../shared/page-header";
import { RelativeTime } from "../shared/relative-time";
import { Button } from "../ui/button";
import { LazyPart } from "../ui/lazy-part";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { type Webhook, type WebhookList, webhooksKey } from "./webhook-queries";
import { WebhookState } from "./webhook-state";

const WebhookDialog = lazy(() => import("./webhook-dialog"));

const refreshMs = 15_000;

export function WebhooksPage({ initial }: { initial: WebhookList }) {
  const client = useQueryClient();
  const [isCreating, setIsCreating] = useState(false);
  const list = useQuery({
    queryKey: webhooksKey,
    queryFn: ({ signal }) => call<typeof webhooksApi.list>("GET", "/webhooks", { signal }),
    initialData: initial,
    refetchInterval: refreshMs,
  });
  const rows = list.data.data;
  const create = (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden />
      Create webhook
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Webhooks"
        description="Tell another system what happens to tickets, within seconds. Every message is signed, tried eight times within a day, and kept in a log for 30 days."
        actions={rows.length > 0 && create}
      />
      <div className="mt-5">
        {list.isError ? (
          <ErrorState
            message={list.error.message}
            requestId={list.error instanceof ApiError ? list.error.problem.request_id : null}
            onRetry={() => list.refetch()}
            isRetrying={list.isFetching}
          />
        ) : rows.length === 0 ? (
          <EmptyState Icon={WebhookIcon} title="No webhooks yet" action={create}>
            A webhook is an address of another system that Docket calls when a ticket is created, answered,
            moved or late.
          </EmptyState>
        ) : (
          <WebhookTable rows={rows} />
        )}
      </div>
      <LazyPart onFailure={() => setIsCreating(false)}>
        {isCreating && (
          <WebhookDialog
            onClose={() => setIsCreating(false)}
            onSaved={() => void client.invalidateQueries({ queryKey: webhooksKey })}
          />
        )}
      </LazyPart>
    </>
  );
}

function WebhookTable({ rows }: { rows: Webhook[] }) {
  return (
    <Table aria-label="Webhooks">
      <TableHeader>
        <TableRow>
          <TableHead className="pl-0">Webhook</TableHead>
          <TableHead>State</TableHead>
          <TableHead className="hidden md:table-cell">Events</TableHead>
          <TableHead className="hidden sm:table-cell">Last delivered</TableHead>
          <TableHead className="pr-0 text-right">Failed, 7 days</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((webhook) => (
          <TableRow key={webhook.id}>
            <TableCell className="max-w-0 min-w-40 py-2 pl-0">
              <Link
                href={`/settings/webhooks/${webhook.id}`}
                className="block truncate font-medium hover:underline"
              >
                {webhook.name}
              </Link>
              <span className="block truncate text-xs text-muted-foreground">{webhook.url}</span>
            </TableCell>
            <TableCell>
              <WebhookState webhook={webhook} />
            </TableCell>
            <TableCell className="hidden whitespace-nowrap text-muted-foreground md:table-cell">
              {eventCount(webhook)}
            </TableCell>
            <TableCell className="hidden text-muted-foreground sm:table-cell">
              <RelativeTime instant={webhook.last_delivered_at} fallback="Never" />
            </TableCell>
            <TableCell className="tabular pr-0 text-right">{webhook.failed_count}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

export function eventCount({
  events,
  includes_internal,
}: Pick<Webhook, "events" | "includes_internal">): string {
  const count = events.includes("*")
    ? "All events"
    : events.length === 1
      ? "1 event"
      : `${events.length} events`;
  return includes_internal ? `${count}, with notes` : count;
}
