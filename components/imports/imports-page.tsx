"use client";

import { useQuery } from "@tanstack/react-query";
import { FileSpreadsheet } from "lucide-react";
import Link from "next/link";
import { ApiError } from "@/lib/platform/api-client";
import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import { formatBytes, formatCount } from "../shared/format-time";
import { PageFrame } from "../shared/page-frame";
import { RelativeTime } from "../shared/relative-time";
import { Badge, type BadgeProps } from "../ui/badge";
import { cn } from "../ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { DropZone } from "./drop-zone";
import { type ImportListData, type ImportRowData, importListQuery, useLiveImports } from "./import-queries";
import { statusWords } from "./import-words";

const tones: Record<ImportRowData["status"], BadgeProps["tone"]> = {
  draft: "outline",
  pending: "neutral",
  running: "primary",
  completed: "success",
  cancelled: "neutral",
  failed: "danger",
};

export function ImportsPage({ initial }: { initial: ImportListData }) {
  useLiveImports();
  const imports = useQuery({ ...importListQuery(), initialData: initial });
  const rows = imports.data.data;
  return (
    <PageFrame title="Import">
      <div className="mx-auto grid w-full max-w-5xl gap-8 p-4 md:p-6">
        <DropZone />
        <section aria-labelledby="earlier-imports" className="grid min-w-0 gap-2">
          <h2 id="earlier-imports" className="text-base font-semibold">
            Imports so far
          </h2>
          {imports.isError ? (
            <ErrorState
              message={imports.error.message}
              requestId={imports.error instanceof ApiError ? imports.error.problem.request_id : null}
              onRetry={() => imports.refetch()}
              isRetrying={imports.isFetching}
            />
          ) : rows.length === 0 ? (
            <EmptyState Icon={FileSpreadsheet} title="Nothing imported yet" className="rounded-lg border">
              An export of your present desk is the usual start: its tickets, and where it has one, the log of
              their events.
            </EmptyState>
          ) : (
            <ImportsTable rows={rows} />
          )}
        </section>
      </div>
    </PageFrame>
  );
}

function ImportsTable({ rows }: { rows: ImportRowData[] }) {
  return (
    <div className="min-w-0 rounded-lg border bg-surface">
      <Table aria-label="Imports" className="max-sm:[&_td]:px-2 max-sm:[&_th]:px-2">
        <TableHeader>
          <TableRow>
            <TableHead>File</TableHead>
            <TableHead>State</TableHead>
            <TableHead className="text-right max-sm:hidden">Rows</TableHead>
            <TableHead className="text-right">Created</TableHead>
            <TableHead className="text-right max-sm:hidden">Updated</TableHead>
            <TableHead className="text-right max-sm:hidden">Skipped</TableHead>
            <TableHead className="text-right">Refused</TableHead>
            <TableHead className="max-sm:hidden">By</TableHead>
            <TableHead className="max-sm:hidden">Uploaded</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.id}>
              <TableCell className="max-w-28 sm:max-w-64">
                <Link
                  href={`/import/${row.id}`}
                  className="block truncate font-medium text-foreground underline-offset-3 hover:underline"
                >
                  {row.file_name}
                </Link>
                <span className="text-xs text-muted-foreground">{formatBytes(row.file_size_bytes)}</span>
              </TableCell>
              <TableCell>
                <Badge tone={tones[row.status]}>
                  {statusWords[row.status]}
                  {row.status === "running" && ` ${Math.floor(row.progress * 100)} %`}
                </Badge>
              </TableCell>
              <Count value={row.row_offset} className="max-sm:hidden" />
              <Count value={row.created_count} />
              <Count value={row.updated_count} className="max-sm:hidden" />
              <Count value={row.skipped_count} className="max-sm:hidden" />
              <Count value={row.rejected_count} isBad />
              <TableCell className="whitespace-nowrap text-muted-foreground max-sm:hidden">
                {row.requested_by_name ?? "Command line"}
              </TableCell>
              <TableCell className="text-muted-foreground max-sm:hidden">
                <RelativeTime instant={row.created_at} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

interface CountProps {
  value: number;
  isBad?: boolean;
  className?: string;
}

function Count({ value, isBad = false, className }: CountProps) {
  const style = value === 0 ? "text-subtle-foreground" : isBad ? "text-danger-text" : "";
  return <TableCell className={cn("tabular text-right", style, className)}>{formatCount(value)}</TableCell>;
}
