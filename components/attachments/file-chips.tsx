"use client";

import { CircleAlert, RotateCw, X } from "lucide-react";
import { formatBytes } from "../shared/format-time";
import { cn } from "../ui/cn";
import { IconButton } from "../ui/icon-button";
import { Progress } from "../ui/progress";
import { FileIcon } from "./file-icon";
import type { QueuedFile } from "./use-file-queue";

export interface FileChipsProps {
  files: readonly QueuedFile<{ file_type: string | null; file_name: string }>[];
  onRemove: (key: string) => void;
  onRetry: (key: string) => void;
  className?: string;
}

/** Files beside what is being written: how far each is, what went wrong, and the way to take it back. */
export function FileChips({ files, onRemove, onRetry, className }: FileChipsProps) {
  if (files.length === 0) return null;
  return (
    <ul aria-label="Files" className={cn("grid gap-1.5", className)}>
      {files.map((file) => (
        <FileChip
          key={file.key}
          file={file}
          onRemove={() => onRemove(file.key)}
          onRetry={() => onRetry(file.key)}
        />
      ))}
    </ul>
  );
}

interface FileChipProps {
  file: FileChipsProps["files"][number];
  onRemove: () => void;
  onRetry: () => void;
}

function FileChip({ file, onRemove, onRetry }: FileChipProps) {
  const name = file.result?.file_name ?? file.name;
  const isUnderWay = file.state === "sending" || file.state === "waiting";
  return (
    <li className="rounded-sm border bg-surface px-2 py-1 text-sm">
      <div className="flex items-center gap-2">
        {file.state === "failed" ? (
          <CircleAlert aria-hidden className="size-4 shrink-0 text-danger-text" />
        ) : (
          <FileIcon
            type={file.result?.file_type ?? null}
            className="size-4 shrink-0 text-subtle-foreground"
          />
        )}
        <span className="min-w-0 flex-1 truncate">{name}</span>
        <span className="tabular shrink-0 text-xs text-muted-foreground">
          {isUnderWay ? `${formatBytes(file.sent)} of ${formatBytes(file.size)}` : formatBytes(file.size)}
        </span>
        {file.state === "failed" && (
          <IconButton size="xs" label={`Try ${name} again`} onClick={onRetry}>
            <RotateCw aria-hidden />
          </IconButton>
        )}
        <IconButton
          size="xs"
          label={isUnderWay ? `Cancel the upload of ${name}` : `Remove ${name}`}
          onClick={onRemove}
        >
          <X aria-hidden />
        </IconButton>
      </div>
      {isUnderWay && (
        <Progress label={`Upload of ${name}`} value={file.sent} max={file.size} className="mt-1 h-1" />
      )}
      {file.problem && file.state === "failed" && (
        <p role="alert" className="mt-0.5 text-xs text-danger-text">
          {file.problem}
        </p>
      )}
    </li>
  );
}
