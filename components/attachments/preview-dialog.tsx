"use client";

import { Download } from "lucide-react";
import { lazy, useEffect, useState } from "react";
import { ErrorState } from "../shared/error-state";
import { formatBytes } from "../shared/format-time";
import { Button } from "../ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "../ui/dialog";
import { LazyPart } from "../ui/lazy-part";
import { Skeleton } from "../ui/skeleton";
import { type AttachmentData, saveFile } from "./attachment-queries";

const PdfPages = lazy(() => import("./pdf-pages"));

const textBytes = 256 * 1024;

export interface PreviewDialogProps {
  file: Pick<AttachmentData, "file_name" | "file_size_bytes" | "preview">;
  /** A link that opens now. */
  url: string;
  /** Gets another link, for when this one is over. */
  onRetry: () => void;
  onClose: () => void;
}

/** A file large enough to read, without saving it. */
export default function PreviewDialog({ file, url, onRetry, onClose }: PreviewDialogProps) {
  const [hasFailed, setHasFailed] = useState(false);
  const fail = () => setHasFailed(true);
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={<span className="block truncate">{file.file_name}</span>}
        description={file.file_size_bytes === null ? undefined : formatBytes(file.file_size_bytes)}
        className="top-[4dvh] h-[92dvh] max-h-[92dvh] sm:max-w-5xl max-sm:top-0 max-sm:h-dvh max-sm:max-h-dvh max-sm:w-full max-sm:rounded-none"
      >
        <DialogBody
          tabIndex={0}
          role="region"
          aria-label="Preview"
          className="ring-inset-focus grid content-start justify-items-center bg-muted"
        >
          {hasFailed ? (
            <ErrorState
              message="The preview could not be loaded. The file itself is safe."
              onRetry={() => {
                setHasFailed(false);
                onRetry();
              }}
            />
          ) : (
            <Content file={file} url={url} onFail={fail} />
          )}
        </DialogBody>
        <DialogFooter>
          <Button variant="ghost" onClick={onClose}>
            Close
          </Button>
          <Button onClick={() => saveFile(url)}>
            <Download aria-hidden />
            Download
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

type ContentProps = Pick<PreviewDialogProps, "file" | "url"> & { onFail: () => void };

function Content({ file, url, onFail }: ContentProps) {
  if (file.preview === "image")
    return (
      // biome-ignore lint/performance/noImgElement: Next's image service must not fetch what is one person's link
      <img
        src={url}
        alt={file.file_name}
        onError={onFail}
        className="max-h-full max-w-full self-center object-contain"
      />
    );
  if (file.preview === "pdf")
    return (
      <LazyPart fallback={<Skeleton className="h-[70dvh] w-full max-w-3xl" />}>
        <PdfPages url={url} name={file.file_name} onFail={onFail} />
      </LazyPart>
    );
  return <TextContent url={url} size={file.file_size_bytes ?? 0} onFail={onFail} />;
}

function TextContent({ url, size, onFail }: { url: string; size: number; onFail: () => void }) {
  const [text, setText] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new link is a new reading; what to do on failure is not
  useEffect(() => {
    const controller = new AbortController();
    readBeginning(url, controller.signal)
      .then(setText)
      .catch(() => controller.signal.aborted || onFail());
    return () => controller.abort();
  }, [url]);
  if (text === null) return <Skeleton className="h-[70dvh] w-full" />;
  return (
    <div className="w-full min-w-0">
      {size > textBytes && (
        <p className="mb-2 text-sm text-muted-foreground">
          The first {formatBytes(textBytes)} of {formatBytes(size)}. Download the file to read all of it.
        </p>
      )}
      <pre className="rounded-md border bg-surface p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
        {text}
      </pre>
    </div>
  );
}

async function readBeginning(url: string, signal: AbortSignal): Promise<string> {
  const answer = await fetch(url, { headers: { range: `bytes=0-${textBytes - 1}` }, signal });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

/** UTF-8 unless it says otherwise or cannot be. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  try {
    // A character may be cut in two at the end of what was read.
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}
