"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { importsApi } from "@/lib/imports/api";
import { apiUrl, call, send } from "@/lib/platform/api-client";
import { formatCount, formatDuration } from "../shared/format-time";
import { ProgressCard, type ProgressCardProps } from "../shared/progress-card";
import { RelativeTime } from "../shared/relative-time";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { Select } from "../ui/select";
import { Skeleton } from "../ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { toast } from "../ui/toast";
import { type ImportDetailData, importQuery, isUnderWay } from "./import-queries";

const cardStates: Record<ImportDetailData["status"], ProgressCardProps["status"]> = {
  draft: "queued",
  pending: "queued",
  running: "running",
  completed: "finished",
  cancelled: "cancelled",
  failed: "failed",
};

/** An import that has begun: how far it is, and in the end what became of each row. */
export function ImportReport({ job }: { job: ImportDetailData }) {
  const client = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const run = async (change: () => Promise<{ data: ImportDetailData }>) => {
    setIsBusy(true);
    try {
      client.setQueryData(importQuery(job.id).queryKey, await change());
    } catch (error) {
      toast.error(error instanceof Error ? error.message : "That did not work.");
    } finally {
      setIsBusy(false);
    }
  };
  const params = { id: job.id };
  const cancel = () => run(() => call<typeof importsApi.cancel>("POST", "/imports/{id}/cancel", { params }));
  const resume = (choice: ImportDetailData["on_duplicate"]) =>
    run(async () => {
      await call<typeof importsApi.update>("PATCH", "/imports/{id}", {
        params,
        body: { on_duplicate: choice },
      });
      return call<typeof importsApi.start>("POST", "/imports/{id}/start", { params });
    });
  return (
    <div className="mx-auto grid w-full max-w-5xl gap-6 p-4 md:p-6">
      <ProgressCard
        title={job.file_name}
        unit="rows"
        done={job.row_offset}
        total={job.status === "completed" ? job.row_offset : job.estimated_rows}
        ratePerSecond={job.status === "running" ? job.rows_per_second : null}
        status={cardStates[job.status]}
        detail={job.status === "failed" ? null : waiting(job)}
        onCancel={isUnderWay(job) ? cancel : undefined}
      />
      {job.status === "failed" && <Failure job={job} isBusy={isBusy} onResume={resume} onCancel={cancel} />}
      {job.status === "cancelled" && job.row_offset > 0 && (
        <Alert tone="info">
          What was imported before you cancelled stays. Import the file again to take the rest: rows that are
          there already are skipped.
        </Alert>
      )}
      <Totals job={job} />
      {job.rejected_count > 0 && <Rejects job={job} />}
    </div>
  );
}

function waiting(job: ImportDetailData): string | null {
  if (job.runner === "command_line" && job.status === "running") return "started from the command line";
  return null;
}

type FailureProps = {
  job: ImportDetailData;
  isBusy: boolean;
  onResume: (choice: ImportDetailData["on_duplicate"]) => void;
  onCancel: () => void;
};

function Failure({ job, isBusy, onResume, onCancel }: FailureProps) {
  const [choice, setChoice] = useState(job.on_duplicate);
  return (
    <Alert tone="danger" title="The import stopped">
      <p>{job.error_message}</p>
      <p className="mt-1">
        The {formatCount(job.row_offset)} rows before it are stored. Continue from there, or end it.
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Select
          aria-label="When an id is there already"
          options={[
            { value: "skip", label: "Skip duplicates" },
            { value: "update", label: "Update duplicates" },
            { value: "fail", label: "Stop at duplicates" },
          ]}
          value={choice}
          onValueChange={(value) => setChoice(value as ImportDetailData["on_duplicate"])}
          className="w-44"
        />
        <Button variant="primary" isLoading={isBusy} onClick={() => onResume(choice)}>
          Continue import
        </Button>
        <Button onClick={onCancel} disabled={isBusy}>
          End import
        </Button>
      </div>
    </Alert>
  );
}

function Totals({ job }: { job: ImportDetailData }) {
  const totals = [
    { name: "Tickets created", value: job.created_count },
    { name: "Tickets updated", value: job.updated_count },
    { name: "Duplicates skipped", value: job.skipped_count },
    { name: "Rows refused", value: job.rejected_count, isBad: job.rejected_count > 0 },
  ];
  return (
    <section aria-label="Result" className="grid gap-3">
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {totals.map(({ name, value, isBad }) => (
          <div key={name} className="rounded-lg border bg-surface p-3">
            <dt className="text-xs text-muted-foreground">{name}</dt>
            <dd className={`tabular text-xl font-semibold ${isBad ? "text-danger-text" : ""}`}>
              {formatCount(value)}
            </dd>
          </div>
        ))}
      </dl>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted-foreground">
        <span>
          Started <RelativeTime instant={job.started_at} />
          {job.requested_by_name ? ` by ${job.requested_by_name}` : " from the command line"}
        </span>
        {job.completed_at && <Duration job={job} />}
        {job.created_count > 0 && (
          <Link
            href={`/tickets?source=${encodeURIComponent(job.mapping.source)}`}
            className="font-medium text-primary-text underline-offset-3 hover:underline"
          >
            Show the tickets from {job.mapping.source}
          </Link>
        )}
      </p>
    </section>
  );
}

/** How long it took, and how fast that was. */
function Duration({ job }: { job: ImportDetailData }) {
  const milliseconds = Date.parse(String(job.completed_at)) - Date.parse(String(job.started_at));
  if (!(milliseconds > 0)) return null;
  const rate = job.row_offset / (milliseconds / 1000);
  return (
    <span className="tabular">
      Took {milliseconds < 1000 ? "less than a second" : formatDuration(milliseconds)}
      {rate >= 1 && `, ${formatCount(Math.round(rate))} rows a second`}
    </span>
  );
}

type Reject = { line: string; key: string };
const shownRejects = 20;

function Rejects({ job }: { job: ImportDetailData }) {
  const rejects = useQuery({
    queryKey: ["imports", "rejects", job.id, job.rejected_count],
    queryFn: ({ signal }) => readRejects(job.id, signal),
  });
  return (
    <section aria-label="Refused rows" className="grid min-w-0 gap-2">
      <header className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 className="text-base font-semibold">Refused rows</h2>
          <p className="text-sm text-muted-foreground">
            Download them, correct what the first column says, and import the file again
            {job.mapping.shape === "events" &&
              ", with duplicates updated, so that the events join their tickets"}
            .
          </p>
        </div>
        <Button asChild>
          <a href={apiUrl("/imports/{id}/rejects", { id: job.id })} download>
            <Download aria-hidden />
            Download refused rows
          </a>
        </Button>
      </header>
      {rejects.isPending ? (
        <Skeleton className="h-32 w-full" />
      ) : rejects.isError ? (
        <Alert tone="warning">{rejects.error.message}</Alert>
      ) : (
        <div className="min-w-0 rounded-lg border bg-surface">
          <Table aria-label="Refused rows">
            <TableHeader>
              <TableRow>
                <TableHead>Reason</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {rejects.data.map((reject) => (
                <TableRow key={reject.key}>
                  <TableCell>{reject.line}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
          {job.rejected_count > shownRejects && (
            <p className="border-t px-3 py-2 text-xs text-muted-foreground">
              The first {shownRejects} of {formatCount(job.rejected_count)}.
            </p>
          )}
        </div>
      )}
    </section>
  );
}

/** The download answers a stream; the page needs its beginning alone. */
async function readRejects(id: string, signal: AbortSignal): Promise<Reject[]> {
  const answer = await send(
    apiUrl("/imports/{id}/rejects", { id }, { format: "json", limit: shownRejects }),
    { signal },
  );
  const rows = (await answer.json()) as { reject_reason: string }[];
  return rows.map(({ reject_reason: line }, at) => ({ line, key: `${at} ${line}` }));
}
