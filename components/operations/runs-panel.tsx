"use client";

import { Workflow } from "lucide-react";
import { ApiError } from "@/lib/platform/api-client";
import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import { RelativeTime } from "../shared/relative-time";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Select } from "../ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import {
  type FunctionData,
  type RunData,
  type RunFilters,
  type RunsData,
  useRuns,
} from "./operations-queries";
import { scheduleWords, statusTones, statusWords, tookWords } from "./operations-words";

export interface RunsPanelProps {
  filters: RunFilters;
  initial: { filters: RunFilters; page: RunsData };
  functions: FunctionData[];
  onFilter: (filters: RunFilters) => void;
  onOpen: (id: string) => void;
}

const any = "any";
const statusOptions = [
  { value: any, label: "Any status" },
  ...Object.entries(statusWords).map(([value, label]) => ({ value, label })),
];

export function RunsPanel({ filters, initial, functions, onFilter, onOpen }: RunsPanelProps) {
  const runs = useRuns(filters, initial);
  const rows = runs.data?.pages.flatMap((page) => page.data) ?? [];
  const isFiltered = filters.fn !== "" || filters.status !== "";
  const functionOptions = [
    { value: any, label: "Every function" },
    ...functions.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const choose = (choice: string) => (choice === any ? "" : choice);
  return (
    <>
      <div className="mb-3 flex flex-wrap gap-2">
        <Select
          aria-label="Function"
          options={functionOptions}
          value={filters.fn || any}
          onValueChange={(fn) => onFilter({ ...filters, fn: choose(fn) })}
          className="w-64 max-w-full max-sm:flex-1"
        />
        <Select
          aria-label="Status"
          options={statusOptions}
          value={filters.status || any}
          onValueChange={(status) => onFilter({ ...filters, status: choose(status) as RunFilters["status"] })}
          className="w-40 max-sm:flex-1"
        />
      </div>
      {runs.isError ? (
        <ErrorState
          message={runs.error.message}
          requestId={runs.error instanceof ApiError ? runs.error.problem.request_id : null}
          onRetry={() => runs.refetch()}
          isRetrying={runs.isFetching}
        />
      ) : rows.length === 0 && !runs.isPending ? (
        <EmptyState
          Icon={Workflow}
          title={isFiltered ? "No such runs" : "Nothing ran yet"}
          action={
            isFiltered && <Button onClick={() => onFilter({ fn: "", status: "" })}>Clear filters</Button>
          }
        >
          {isFiltered
            ? "No run of the last week fits this function and status."
            : "As soon as a ticket is created or a schedule is due, its run appears here."}
        </EmptyState>
      ) : (
        <RunsTable
          rows={rows}
          isDimmed={runs.isPlaceholderData}
          onOpen={onOpen}
          onMore={runs.hasNextPage ? () => void runs.fetchNextPage() : undefined}
        />
      )}
    </>
  );
}

interface RunsTableProps {
  rows: RunData[];
  isDimmed: boolean;
  onOpen: (id: string) => void;
  onMore: (() => void) | undefined;
}

function RunsTable({ rows, isDimmed, onOpen, onMore }: RunsTableProps) {
  return (
    <div className={cn("transition-opacity duration-100", isDimmed && "opacity-60")}>
      <Table aria-label="Runs">
        <TableHeader>
          <TableRow>
            <TableHead className="pl-0">Function</TableHead>
            <TableHead>Status</TableHead>
            <TableHead className="hidden sm:table-cell">Because of</TableHead>
            <TableHead>Started</TableHead>
            <TableHead className="hidden pr-0 text-right sm:table-cell">Took</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((run) => (
            <RunRow key={run.id} run={run} onOpen={() => onOpen(run.id)} />
          ))}
        </TableBody>
      </Table>
      {onMore && (
        <div className="border-t py-3 text-right">
          <Button size="sm" onClick={onMore}>
            Show more
          </Button>
        </div>
      )}
    </div>
  );
}

function RunRow({ run, onOpen }: { run: RunData; onOpen: () => void }) {
  return (
    <TableRow>
      <TableCell className="max-w-0 min-w-40 pl-0">
        <button
          type="button"
          onClick={onOpen}
          className="block max-w-full truncate rounded-xs text-left font-medium hover:text-primary-text hover:underline"
        >
          {run.function_name}
        </button>
        {run.error?.message && (
          <span className="block truncate text-xs text-muted-foreground">{run.error.message}</span>
        )}
      </TableCell>
      <TableCell className="w-28">
        <Badge tone={statusTones[run.status]}>{statusWords[run.status]}</Badge>
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-muted-foreground sm:table-cell">
        {run.cron ? scheduleWords(run.cron) : run.event_name}
      </TableCell>
      <TableCell className="w-28 whitespace-nowrap text-muted-foreground">
        <RelativeTime instant={run.started_at ?? run.created_at} />
      </TableCell>
      <TableCell className="tabular hidden w-24 pr-0 text-right whitespace-nowrap text-muted-foreground sm:table-cell">
        {tookWords(run.started_at, run.ended_at)}
      </TableCell>
    </TableRow>
  );
}
