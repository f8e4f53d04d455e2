"use client";

import { FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { type DragEvent, useEffect, useId, useRef, useState } from "react";
import { formatBytes } from "../shared/format-time";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Progress } from "../ui/progress";
import { type Upload, uploadFile } from "./upload-file";

type Sending = { name: string; sent: number; total: number };

/** Takes one file by drop, dialog or keyboard, and goes on to its mapping. */
export function DropZone() {
  const router = useRouter();
  const inputId = useId();
  const upload = useRef<Upload | null>(null);
  const [isOver, setIsOver] = useState(false);
  const [sending, setSending] = useState<Sending | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => () => upload.current?.abort(), []);

  const send = async (file: File | undefined) => {
    if (!file || sending) return;
    setError(null);
    setSending({ name: file.name, sent: 0, total: file.size });
    upload.current = uploadFile(file, (sent, total) => setSending({ name: file.name, sent, total }));
    try {
      const job = await upload.current.promise;
      upload.current = null;
      router.push(`/import/${job.id}`);
    } catch (failure) {
      setSending(null);
      if (!(failure instanceof DOMException))
        setError(failure instanceof Error ? failure.message : "The upload failed.");
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void send(event.dataTransfer.files[0]);
  };

  if (sending) return <SendingFile {...sending} onCancel={() => upload.current?.abort()} />;
  return (
    <div className="grid gap-3">
      <label
        htmlFor={inputId}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        className={cn(
          "grid cursor-pointer justify-items-center gap-1.5 rounded-lg border border-dashed border-border-strong bg-surface px-4 py-10 text-center transition-colors duration-100 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-ring hover:bg-hover",
          isOver && "border-primary bg-primary-soft",
        )}
      >
        <FileUp aria-hidden className="mb-1 size-6 text-subtle-foreground" />
        <span className="text-base font-medium">Drop a file here, or choose one</span>
        <span className="max-w-md text-sm text-balance text-muted-foreground">
          CSV or JSON, also packed with gzip, of any size. You see how each row will be stored before anything
          is imported.
        </span>
        <input
          id={inputId}
          type="file"
          accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson,.gz"
          className="sr-only"
          onChange={(event) => {
            void send(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </label>
      {error && (
        <Alert tone="danger" title="This file was not taken">
          {error}
        </Alert>
      )}
    </div>
  );
}

function SendingFile({ name, sent, total, onCancel }: Sending & { onCancel: () => void }) {
  const isSent = sent >= total && total > 0;
  return (
    <section
      aria-label={`Uploading ${name}`}
      className="grid gap-3 rounded-lg border bg-surface p-4 shadow-raised"
    >
      <div className="flex items-center justify-between gap-3">
        <div className="min-w-0">
          <p className="truncate text-base font-semibold">{name}</p>
          <p role="status" className="text-sm text-muted-foreground">
            {isSent ? "Looking through the file" : "Uploading"}
          </p>
        </div>
        <Button size="sm" onClick={onCancel}>
          Cancel
        </Button>
      </div>
      <Progress label={`Upload of ${name}`} value={isSent ? undefined : sent} max={total} />
      <p className="tabular text-sm text-muted-foreground">
        {formatBytes(sent)} of {formatBytes(total)}
      </p>
    </section>
  );
}
