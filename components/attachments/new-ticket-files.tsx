"use client";

import { useState } from "react";
import { AttachButton } from "./attach-button";
import { useDropFiles } from "./drop-files";
import { FileChips } from "./file-chips";
import type { UploadQueue } from "./use-upload-queue";

const most = 5;

/** Up to five files with a new ticket. */
export function NewTicketFiles({ queue }: { queue: UploadQueue }) {
  const [left, setLeft] = useState(0);
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
            ? `Up to ${most}; drop or paste them here too.`
            : `${most} files are all a new ticket takes.`}
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
