"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import { call } from "@/lib/platform/api-client";
import type { syncApi } from "@/lib/sync/api";
import { EmptyState } from "../shared/empty-state";
import { formatCount } from "../shared/format-time";
import { RelativeTime } from "../shared/relative-time";
import { Badge } from "../ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { PagedPanel } from "./paged-panel";
import { RecordLink } from "./record-link";
import { type Drift, syncKey } from "./sync-queries";

/** Where the copy was not what the vendor has. */
export function DriftPanel({ hasManyConnections }: { hasManyConnections: boolean }) {
  const list = useInfiniteQuery({
    queryKey: [...syncKey, "drifts"],
    queryFn: ({ pageParam, signal }) =>
      call<typeof syncApi.listDrifts>("GET", "/sync-drifts", {
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
        <EmptyState Icon={Scale} title="No difference found">
          Every night Docket compares its counts and a sample of tickets with the vendor. What differs is
          listed here and read again.
        </EmptyState>
      }
    >
      <Table aria-label="Differences">
        <TableHeader>
          <TableRow>
            <TableHead className="pl-0">Record</TableHead>
            <TableHead>Difference</TableHead>
            <TableHead>State</TableHead>
            <TableHead className="hidden pr-0 text-right sm:table-cell">Found</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((drift) => (
            <TableRow key={drift.id}>
              <TableCell className="min-w-36 pl-0 align-top">
                <RecordLink
                  url={drift.url}
                  label={drift.external_id ? `Ticket ${drift.external_id}` : drift.connection_name}
                  ticketNumber={drift.ticket_number}
                  desk={hasManyConnections && drift.external_id ? drift.connection_name : undefined}
                />
              </TableCell>
              <TableCell className="min-w-48 align-top">
                <Difference drift={drift} />
              </TableCell>
              <TableCell className="align-top">
                <Badge tone={drift.repaired_at ? "success" : "warning"}>
                  {drift.repaired_at ? "Repaired" : "Open"}
                </Badge>
              </TableCell>
              <TableCell className="hidden pr-0 text-right align-top text-muted-foreground sm:table-cell">
                <RelativeTime instant={drift.found_at} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </PagedPanel>
  );
}

function Difference({ drift: { kind, detail } }: { drift: Drift }) {
  if (kind === "count")
    return (
      <span className="tabular">
        {formatCount(detail.here ?? 0)} tickets here, {formatCount(detail.there ?? 0)} at the vendor
      </span>
    );
  if (kind === "missing") return <>Missing here</>;
  if (kind === "extra") return <>Here, but no longer at the vendor</>;
  return (
    <ul className="grid gap-0.5">
      {(detail.fields ?? []).map(({ field, here, there }) => (
        <li key={field} className="wrap-anywhere">
          <span className="text-muted-foreground">{field.replaceAll("_", " ")}:</span> {here || "nothing"}{" "}
          <span className="text-muted-foreground">here,</span> {there || "nothing"}{" "}
          <span className="text-muted-foreground">there</span>
        </li>
      ))}
    </ul>
  );
}
