"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { ProgressCard, type ProgressCardProps } from "../shared/progress-card";
import { Button } from "../ui/button";
import { toast } from "../ui/toast";
import { cancelExport, downloadExport, type ExportData, isUnderWay } from "./export-queries";
import { formatWords } from "./export-words";

const cardStates: Record<ExportData["status"], ProgressCardProps["status"]> = {
  pending: "queued",
  processing: "running",
  completed: "finished",
  cancelled: "cancelled",
  failed: "failed",
};

/** How far an export is, with what can be done about it. */
export function ExportProgress({ job }: { job: ExportData }) {
  const client = useQueryClient();
  const cancel = async () => {
    try {
      await cancelExport(job.id);
    } catch (error) {
      toast.error(messageOf(error));
    }
    await client.invalidateQueries({ queryKey: ["exports"] });
  };
  return (
    <ProgressCard
      title={job.file_name ?? `Tickets as ${formatWords[job.format].label}`}
      unit="tickets"
      done={job.written_records}
      total={job.total_records}
      ratePerSecond={job.status === "processing" ? job.records_per_second : null}
      status={cardStates[job.status]}
      detail={job.error_message}
      onCancel={isUnderWay(job) ? cancel : undefined}
      action={job.file_url ? <DownloadButton id={job.id} variant="primary" /> : undefined}
    />
  );
}

export function DownloadButton({ id, variant }: { id: string; variant?: "primary" }) {
  const [isBusy, setIsBusy] = useState(false);
  const download = async () => {
    setIsBusy(true);
    try {
      await downloadExport(id);
    } catch (error) {
      toast.error(messageOf(error));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Button size="sm" variant={variant} isLoading={isBusy} onClick={download}>
      <Download aria-hidden />
      <span className="max-sm:sr-only">Download</span>
    </Button>
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "That did not work. Try again.";
}
