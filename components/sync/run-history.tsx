"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { lazy, useState } from "react";
import { call } from "@/lib/platform/api-client";
import type { syncApi } from "@/lib/sync/api";
import { EmptyState } from "../shared/empty-state";
import { formatCount } from "../shared/format-time";
import { RelativeTime } from "../shared/relative-time";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { LazyPart } from "../ui/lazy-part";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { PagedPanel } from "./paged-panel";
import { type Run, runsKey } from "./sync-queries";
import { kindNames, runStates, tookWords, triggerWords } from "./sync-words";

const RunReport = lazy(() => import("./run-report"));

/** What ran, and what came of it. */
export function RunHistory({ hasManyConnections }: { hasManyConnections: boolean }) {
  const [openId, setOpenId] = useState<string | null>(null);
  const list = useInfiniteQuery({
    queryKey: [...runsKey, "history"],
    queryFn: ({ pageParam, signal }) =>
      call<typeof syncApi.listRuns>("GET", "/sync-runs", {
        query: { limit: 25, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.pagination.next_cursor,
  });
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const open = rows.find((run) => run.id === openId);
  return (
    <>
      <PagedPanel
        list={list}
        count={rows.length}
        empty={
          <EmptyState Icon={History} title="Nothing has run yet">
            Every run leaves a report here: what it read, what was new or had changed, what failed and how
            long the vendor's limit held it up.
          </EmptyState>
        }
      >
        <RunTable rows={rows} hasManyConnections={hasManyConnections} onOpen={setOpenId} />
      </PagedPanel>
      <LazyPart onFailure={() => setOpenId(null)}>
        {open && <RunReport run={open} onClose={() => setOpenId(null)} />}
      </LazyPart>
    </>
  );
}

interface RunTableProps {
  rows: Run[];
  hasManyConnections: boolean;
  onOpen: (id: string) => void;
}

function RunTable({ rows, hasManyConnections, onOpen }: RunTableProps) {
  return (
    <Table aria-label="Runs">
      <TableHeader>
        <TableRow>
          <TableHead className="pl-0">Run</TableHead>
          <TableHead>State</TableHead>
          <TableHead className="text-right">Read</TableHead>
          <TableHead className="hidden text-right sm:table-cell">New</TableHead>
          <TableHead className="hidden text-right sm:table-cell">Changed</TableHead>
          <TableHead className="hidden text-right lg:table-cell">Deleted</TableHead>
          <TableHead className="hidden text-right sm:table-cell">Failed</TableHead>
          <TableHead className="hidden text-right lg:table-cell">Calls</TableHead>
          <TableHead className="hidden text-right md:table-cell">Took</TableHead>
          <TableHead className="hidden pr-0 text-right sm:table-cell">Started</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody className="tabular">
        {rows.map((run) => (
          <TableRow key={run.id}>
            <TableCell className="pl-0">
              <Button variant="link" size="sm" onClick={() => onOpen(run.id)}>
                {kindNames[run.kind]}
                <span className="sr-only"> run, report</span>
              </Button>
              <span className="block text-xs text-muted-foreground">
                {hasManyConnections && `${run.connection_name}, `}
                {run.requested_by_name ?? triggerWords[run.trigger]}
              </span>
            </TableCell>
            <TableCell>
              <Badge tone={runStates[run.status].tone}>{runStates[run.status].label}</Badge>
            </TableCell>
            <TableCell className="text-right">{formatCount(run.read_count)}</TableCell>
            <TableCell className="hidden text-right sm:table-cell">{formatCount(run.new_count)}</TableCell>
            <TableCell className="hidden text-right sm:table-cell">
              {formatCount(run.changed_count)}
            </TableCell>
            <TableCell className="hidden text-right lg:table-cell">
              {formatCount(run.deleted_count)}
            </TableCell>
            <TableCell className="hidden text-right sm:table-cell">
              <span className={run.failed_count > 0 ? "font-medium text-danger-text" : undefined}>
                {formatCount(run.failed_count)}
              </span>
            </TableCell>
            <TableCell className="hidden text-right lg:table-cell">{formatCount(run.call_count)}</TableCell>
            <TableCell className="hidden text-right md:table-cell">{tookWords(run)}</TableCell>
            <TableCell className="hidden pr-0 text-right text-muted-foreground sm:table-cell">
              <RelativeTime instant={run.started_at ?? run.created_at} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
