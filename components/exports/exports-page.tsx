"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import Link from "next/link";
import { ApiError } from "@/lib/platform/api-client";
import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import { formatBytes, formatCount } from "../shared/format-time";
import { PageFrame } from "../shared/page-frame";
import { RelativeTime } from "../shared/relative-time";
import { Badge, type BadgeProps } from "../ui/badge";
import { Button } from "../ui/button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { DownloadButton, ExportProgress } from "./export-progress";
import {
  type ExportData,
  type ExportListData,
  exportListQuery,
  isUnderWay,
  useLiveExports,
} from "./export-queries";
import { formatWords, statusWords } from "./export-words";

const tones: Record<ExportData["status"], BadgeProps["tone"]> = {
  pending: "neutral",
  processing: "primary",
  completed: "success",
  failed: "danger",
  cancelled: "neutral",
};

/** One's own exports: what is being written, and the files of the last day. */
export function ExportsPage({ initial }: { initial: ExportListData }) {
  useLiveExports();
  const exports = useQuery({ ...exportListQuery(), initialData: initial });
  const jobs = exports.data.data;
  const open = jobs.filter(isUnderWay);
  const ended = jobs.filter((job) => !isUnderWay(job));
  return (
    <PageFrame title="Exports">
      <div className="mx-auto grid w-full max-w-5xl gap-6 p-4 md:p-6">
        <p className="max-w-prose text-sm text-muted-foreground">
          Files are for you alone and are deleted 24 hours after they were made. What you export and download
          is recorded in the audit log.
        </p>
        {exports.isError && (
          <ErrorState
            message={exports.error.message}
            notLost="An export that is under way goes on without this page."
            requestId={exports.error instanceof ApiError ? exports.error.problem.request_id : null}
            onRetry={() => exports.refetch()}
            isRetrying={exports.isFetching}
          />
        )}
        {open.length > 0 && (
          <section aria-label="Under way" className="grid gap-3">
            {open.map((job) => (
              <ExportProgress key={job.id} job={job} />
            ))}
          </section>
        )}
        {jobs.length === 0 ? (
          <EmptyState
            Icon={Download}
            title="Nothing exported yet"
            className="rounded-lg border"
            action={
              <Button asChild variant="primary">
                <Link href="/tickets">Open the ticket list</Link>
              </Button>
            }
          >
            Filter the list to the tickets you need, then choose Export above it.
          </EmptyState>
        ) : (
          ended.length > 0 && <ExportsTable jobs={ended} />
        )}
      </div>
    </PageFrame>
  );
}

function ExportsTable({ jobs }: { jobs: ExportData[] }) {
  return (
    <section aria-label="Exports so far" className="min-w-0 rounded-lg border bg-surface">
      <Table aria-label="Exports">
        <TableHeader>
          <TableRow>
            <TableHead>File</TableHead>
            <TableHead>State</TableHead>
            <TableHead className="text-right max-sm:hidden">Tickets</TableHead>
            <TableHead className="max-sm:hidden">As of</TableHead>
            <TableHead className="max-sm:hidden">Deletion</TableHead>
            <TableHead>
              <span className="sr-only">Download</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {jobs.map((job) => (
            <ExportRow key={job.id} job={job} />
          ))}
        </TableBody>
      </Table>
    </section>
  );
}

function ExportRow({ job }: { job: ExportData }) {
  const isGone = job.status === "completed" && !job.file_url;
  return (
    <TableRow>
      <TableCell className="max-w-40 sm:max-w-72">
        <span className="block truncate font-medium">{job.file_name ?? "Tickets"}</span>
        <span className="text-xs text-muted-foreground">
          {formatWords[job.format].label}
          {job.file_size_bytes !== null && ` · ${formatBytes(job.file_size_bytes)}`}
          {` · ${formatCount(job.columns.length)} columns`}
        </span>
        {job.error_message && (
          <span className="block text-xs whitespace-normal text-danger-text">{job.error_message}</span>
        )}
      </TableCell>
      <TableCell>
        <Badge tone={isGone ? "neutral" : tones[job.status]}>
          {isGone ? "Deleted" : statusWords[job.status]}
        </Badge>
      </TableCell>
      <TableCell className="tabular text-right max-sm:hidden">
        {job.status === "completed" ? formatCount(job.written_records) : "–"}
      </TableCell>
      <TableCell className="text-muted-foreground max-sm:hidden">
        <RelativeTime instant={job.as_of ?? job.created_at} />
      </TableCell>
      <TableCell className="text-muted-foreground max-sm:hidden">
        {job.expires_at ? <RelativeTime instant={job.expires_at} /> : "–"}
      </TableCell>
      <TableCell className="text-right">{job.file_url && <DownloadButton id={job.id} />}</TableCell>
    </TableRow>
  );
}
