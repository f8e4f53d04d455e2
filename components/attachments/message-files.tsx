"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ExternalLink, ShieldAlert } from "lucide-react";
import { formatBytes } from "../shared/format-time";
import { AttachmentOpener, useOpenAttachment } from "./attachment-opener";
import { type AttachmentData, attachmentsQuery } from "./attachment-queries";
import { FileIcon } from "./file-icon";

const chipStyles =
  "flex max-w-full items-center gap-2 rounded-sm border bg-surface py-1 pr-2 pl-1 text-left text-xs shadow-raised transition-colors duration-100 hover:bg-hover";

export interface MessageFilesProps {
  ticketId: string;
  /** Null: what came with the ticket itself. */
  messageId: string | null;
  /** When the ticket was created, for what came with it: the desk finds later files in its own tab. */
  createdAt?: string;
  /** Addresses given with the message; those elsewhere are links. */
  links?: readonly string[];
  isStaff: boolean;
}

/** The files of one message, under its text. */
export default function MessageFiles({
  ticketId,
  messageId,
  createdAt,
  links = [],
  isStaff,
}: MessageFilesProps) {
  const query = useInfiniteQuery(attachmentsQuery(ticketId));
  const files = query.data?.pages
    .flatMap((page) => page.data)
    .filter((file) => file.message_id === messageId && !file.deleted_at)
    // Internal files without a note of their own stand in the Attachments tab.
    .filter((file) => messageId !== null || !file.is_internal)
    .filter((file) => !isStaff || !createdAt || file.created_at === createdAt)
    .toReversed();
  const elsewhere = links.filter((link) => /^https?:/.test(link));
  if (!files?.length && elsewhere.length === 0) return null;
  return (
    <AttachmentOpener isStaff={isStaff}>
      <ul aria-label="Files" className="mt-2 flex flex-wrap gap-1.5">
        {files?.map((file) => (
          <li key={file.id} className="max-w-full">
            <FileButton file={file} isLater={createdAt !== undefined && file.created_at !== createdAt} />
          </li>
        ))}
        {elsewhere.map((link) => (
          <li key={link} className="max-w-full">
            <a href={link} target="_blank" rel="noopener noreferrer" className={chipStyles}>
              <ExternalLink aria-hidden className="m-1.5 size-4 text-subtle-foreground" />
              <span className="min-w-0 truncate font-medium">{new URL(link).host}</span>
            </a>
          </li>
        ))}
      </ul>
    </AttachmentOpener>
  );
}

function FileButton({ file, isLater }: { file: AttachmentData; isLater: boolean }) {
  const open = useOpenAttachment();
  const isPicture =
    file.preview === "image" && file.file_url && (file.file_size_bytes ?? 0) < 5 * 1024 * 1024;
  return (
    <button
      type="button"
      onClick={() => open(file, file.preview ? "preview" : "download")}
      className={chipStyles}
    >
      {isPicture ? (
        // biome-ignore lint/performance/noImgElement: Next's image service must not fetch what is one person's link
        <img src={file.file_url ?? ""} alt="" loading="lazy" className="size-7 rounded-xs object-cover" />
      ) : (
        <FileIcon type={file.file_type} className="m-1.5 size-4 text-subtle-foreground" />
      )}
      <span className="min-w-0 truncate font-medium">{file.file_name}</span>
      {file.is_sensitive && (
        <ShieldAlert role="img" aria-label="Sensitive" className="size-3.5 text-warning-text" />
      )}
      {file.file_size_bytes !== null && (
        <span className="tabular shrink-0 text-muted-foreground">{formatBytes(file.file_size_bytes)}</span>
      )}
      {isLater && <span className="shrink-0 text-muted-foreground">added later</span>}
    </button>
  );
}
