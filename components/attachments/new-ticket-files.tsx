"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { AttachButton } from "./attach-button";
import { uploadLimitsQuery } from "./attachment-queries";
import { useDropFiles } from "./drop-files";
import { FileChips } from "./file-chips";
import type { UploadQueue } from "./use-upload-queue";

/** What is taken unless the organization's own limits have arrived. */
const usual = { max_mb: undefined, files_per_ticket: 5 };

/** Up to so many files with a new ticket. */
export function NewTicketFiles({ queue }: { queue: UploadQueue }) {
  const [left, setLeft] = useState(0);
  const { max_mb: megabytes, files_per_ticket: most } = useQuery(uploadLimitsQuery).data?.data ?? usual;
  const room = most - queue.files.length;
  const add = (files: File[]) => {
    queue.add(files.slice(0, room));
    setLeft(Math.max(0, files.length - room));
  };
  const { isOver, handlers } = useDropFiles(add);
  return (
    <fieldset
      className={`grid gap-2 rounded-md border border-dashed px-3 py-2.5 ${isOver ? "border-primary bg-primary-soft" : "border-border-strong"}`}
      {...handlers}
    >
      <legend className="sr-only">Files</legend>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <AttachButton onFiles={add} disabled={room <= 0}>
          Add files
        </AttachButton>
        <p className="text-xs text-muted-foreground">
          {room > 0
            ? `Up to ${most}${megabytes ? ` of ${megabytes} MB each` : ""}; drop or paste them here too.`
            : `${most === 1 ? "One file is" : `${most} files are`} all a new ticket takes.`}
        </p>
      </div>
      <FileChips files={queue.files} onRemove={queue.remove} onRetry={queue.retry} />
      {left > 0 && (
        <p role="alert" className="text-xs text-danger-text">
          {left === 1 ? "One file was" : `${left} files were`} left out: a new ticket takes {most}. Add the
          rest once it is there.
        </p>
      )}
    </fieldset>
  );
}
