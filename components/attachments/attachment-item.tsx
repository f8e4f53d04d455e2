"use client";

import { Download, Lock, MoreHorizontal, ShieldAlert } from "lucide-react";
import { useState } from "react";
import { formatBytes } from "../shared/format-time";
import { RelativeTime } from "../shared/relative-time";
import { Badge } from "../ui/badge";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu";
import { IconButton } from "../ui/icon-button";
import { useOpenAttachment } from "./attachment-opener";
import type { AttachmentData } from "./attachment-queries";
import { FileIcon } from "./file-icon";

const thumbnailBytes = 5 * 1024 * 1024;

export interface AttachmentItemProps {
  file: AttachmentData;
  onMark: (file: AttachmentData) => void;
  onDelete: (file: AttachmentData) => void;
}

export function AttachmentItem({ file, onMark, onDelete }: AttachmentItemProps) {
  const open = useOpenAttachment();
  if (file.deleted_at) return <DeletedItem file={file} />;
  const from = file.message_id ? (file.is_internal ? "with a note" : "with a message") : null;
  return (
    <li className="flex items-center gap-3 py-2">
      <Thumbnail file={file} />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-2">
          <button
            type="button"
            onClick={() => open(file, file.preview ? "preview" : "download")}
            className="max-w-full truncate rounded-xs text-left text-sm font-medium underline-offset-3 hover:underline"
          >
            {file.file_name}
          </button>
          {file.is_internal && (
            <Badge className="bg-note-soft text-note-text">
              <Lock aria-hidden />
              Internal
            </Badge>
          )}
          {file.is_sensitive && (
            <Badge tone="warning">
              <ShieldAlert aria-hidden />
              Sensitive
            </Badge>
          )}
        </div>
        <p className="mt-0.5 flex flex-wrap gap-x-1.5 text-xs text-muted-foreground">
          {file.file_size_bytes !== null && (
            <span className="tabular">{formatBytes(file.file_size_bytes)}</span>
          )}
          <span>{file.uploaded_by_name ?? "Docket"}</span>
          <RelativeTime instant={file.created_at} />
          {from && <span>{from}</span>}
        </p>
      </div>
      <IconButton label={`Download ${file.file_name}`} onClick={() => open(file, "download")}>
        <Download aria-hidden />
      </IconButton>
      {file.may_change && (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <IconButton label={`More for ${file.file_name}`}>
              <MoreHorizontal aria-hidden />
            </IconButton>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            <DropdownMenuItem onSelect={() => onMark(file)}>
              {file.is_sensitive ? "Take the sensitive mark away" : "Mark as sensitive"}
            </DropdownMenuItem>
            <DropdownMenuItem tone="danger" onSelect={() => onDelete(file)}>
              Delete file
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      )}
    </li>
  );
}

/** The picture itself where it is small and its link still opens; a sign of its kind otherwise. */
function Thumbnail({ file }: { file: AttachmentData }) {
  const [hasFailed, setHasFailed] = useState(false);
  const isShown = file.preview === "image" && file.file_url && (file.file_size_bytes ?? 0) <= thumbnailBytes;
  return (
    <span className="grid size-10 shrink-0 place-items-center overflow-hidden rounded-sm border bg-muted text-subtle-foreground">
      {isShown && !hasFailed ? (
        // biome-ignore lint/performance/noImgElement: Next's image service must not fetch what is one person's link
        <img
          src={file.file_url ?? ""}
          alt=""
          loading="lazy"
          onError={() => setHasFailed(true)}
          className="size-full object-cover"
        />
      ) : (
        <FileIcon type={file.file_type} className="size-5" />
      )}
    </span>
  );
}

function DeletedItem({ file }: { file: AttachmentData }) {
  return (
    <li className="flex items-center gap-3 py-2 text-muted-foreground">
      <span className="grid size-10 shrink-0 place-items-center rounded-sm border border-dashed">
        <FileIcon type={file.file_type} className="size-5" />
      </span>
      <div className="min-w-0 flex-1 wrap-anywhere">
        <p className="text-sm line-through">{file.file_name}</p>
        <p className="mt-0.5 flex flex-wrap gap-x-1.5 text-xs">
          <span>Deleted by {file.deleted_by_name ?? "Docket"}</span>
          <RelativeTime instant={file.deleted_at ?? file.created_at} />
        </p>
        {file.deletion_reason && <p className="mt-0.5 border-l-2 pl-2 text-xs">{file.deletion_reason}</p>}
      </div>
    </li>
  );
}
