"use client";

import { useQuery } from "@tanstack/react-query";
import { Plug, Plus } from "lucide-react";
import Link from "next/link";
import { lazy, useState } from "react";
import { ApiError } from "@/lib/platform/api-client";
import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import { formatCount } from "../shared/format-time";
import { PageHeader } from "../shared/page-header";
import { RelativeTime } from "../shared/relative-time";
import { Button } from "../ui/button";
import { LazyPart } from "../ui/lazy-part";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { ConnectionState } from "./connection-state";
import { type Connection, connectionsQuery, useLiveSync } from "./sync-queries";
import { vendorNames } from "./sync-words";

const ConnectDialog = lazy(() => import("./connect-dialog"));

/** Settings → Sync: which desks are read. */
export function ConnectionsPage({ initial }: { initial: Connection[] }) {
  const [isConnecting, setIsConnecting] = useState(false);
  const list = useQuery({ ...connectionsQuery, initialData: initial });
  useLiveSync();
  const connect = (
    <Button variant="primary" onClick={() => setIsConnecting(true)}>
      <Plus aria-hidden />
      Connect a desk
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Sync"
        description="Desks whose tickets Docket copies with their whole conversation, notes and hours, and keeps up to date."
        actions={list.data.length > 0 && connect}
      />
      <div className="mt-5">
        {list.isError ? (
          <ErrorState
            message={list.error.message}
            requestId={list.error instanceof ApiError ? list.error.problem.request_id : null}
            onRetry={() => list.refetch()}
            isRetrying={list.isFetching}
          />
        ) : list.data.length === 0 ? (
          <EmptyState Icon={Plug} title="No desk connected yet" action={connect}>
            Connect Freshservice, Freshdesk or Zendesk with an API key. Nothing is read until you have seen
            what the key may read and what its statuses will mean here.
          </EmptyState>
        ) : (
          <ConnectionTable rows={list.data} />
        )}
      </div>
      <LazyPart onFailure={() => setIsConnecting(false)}>
        {isConnecting && <ConnectDialog onClose={() => setIsConnecting(false)} />}
      </LazyPart>
    </>
  );
}

function ConnectionTable({ rows }: { rows: Connection[] }) {
  return (
    <Table aria-label="Connections">
      <TableHeader>
        <TableRow>
          <TableHead className="pl-0">Desk</TableHead>
          <TableHead>State</TableHead>
          <TableHead className="hidden md:table-cell">Vendor</TableHead>
          <TableHead className="hidden sm:table-cell">Up to date as of</TableHead>
          <TableHead className="pr-0 text-right">Tickets</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((connection) => (
          <TableRow key={connection.id}>
            <TableCell className="max-w-0 min-w-40 py-2 pl-0">
              <Link
                href={`/settings/sync/${connection.id}`}
                className="block truncate font-medium hover:underline"
              >
                {connection.name}
              </Link>
              <span className="block truncate text-xs text-muted-foreground">{hostOf(connection)}</span>
            </TableCell>
            <TableCell>
              <ConnectionState connection={connection} />
            </TableCell>
            <TableCell className="hidden text-muted-foreground md:table-cell">
              {vendorNames[connection.vendor]}
            </TableCell>
            <TableCell className="hidden text-muted-foreground sm:table-cell">
              <RelativeTime instant={connection.last_success_started_at} fallback="Never read" />
            </TableCell>
            <TableCell className="tabular pr-0 text-right">{formatCount(connection.ticket_count)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function hostOf({ base_url }: Connection): string {
  return base_url.replace(/^https?:\/\//, "");
}
