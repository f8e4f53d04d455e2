"use client";

import { createContext, lazy, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { ConfirmDialog } from "../shared/confirm-dialog";
import { LazyPart } from "../ui/lazy-part";
import { toast } from "../ui/toast";
import { type AttachmentData, linkTo, saveFile } from "./attachment-queries";

const PreviewDialog = lazy(() => import("./preview-dialog"));

type How = "preview" | "download";
type Wanted = { file: AttachmentData; how: How };
type Open = (file: AttachmentData, how: How) => void;

const OpenerContext = createContext<Open | null>(null);

/** Opens a file from wherever it is listed: `open(file, "preview")`. */
export function useOpenAttachment(): Open {
  const open = useContext(OpenerContext);
  if (!open) throw new Error("useOpenAttachment needs an AttachmentOpener around it");
  return open;
}

/** Holds the preview and, for sensitive files, the question why. */
export function AttachmentOpener({ isStaff, children }: { isStaff: boolean; children: ReactNode }) {
  const [asking, setAsking] = useState<Wanted | null>(null);
  const [shown, setShown] = useState<{ file: AttachmentData; url: string } | null>(null);

  const follow = useCallback(async ({ file, how }: Wanted, reason?: string) => {
    const url = await linkTo(file.id, reason);
    if (how === "preview" && file.preview) setShown({ file, url });
    else saveFile(url);
  }, []);
  const open = useMemo<Open>(
    () => (file, how) => {
      if (isStaff && file.is_sensitive) return setAsking({ file, how });
      follow({ file, how }).catch((error: unknown) =>
        toast.error(`${file.file_name} was not opened`, {
          description: error instanceof Error ? error.message : "The server did not answer. Try again.",
        }),
      );
    },
    [isStaff, follow],
  );

  return (
    <OpenerContext value={open}>
      {children}
      <ConfirmDialog
        isOpen={asking !== null}
        onOpenChange={(isOpen) => !isOpen && setAsking(null)}
        title={`${asking?.file.file_name ?? "This file"} is sensitive`}
        confirmLabel={asking?.how === "preview" && asking.file.preview ? "Open file" : "Download file"}
        reasonMinLength={20}
        onConfirm={async (reason) => {
          if (asking) await follow(asking, reason);
        }}
      >
        Say why you need it. It opens this once, and the reason stays in the audit log with your name.
      </ConfirmDialog>
      {shown && (
        <LazyPart onFailure={() => setShown(null)}>
          <PreviewDialog
            file={shown.file}
            url={shown.url}
            onRetry={() => {
              setShown(null);
              open(shown.file, "preview");
            }}
            onClose={() => setShown(null)}
          />
        </LazyPart>
      )}
    </OpenerContext>
  );
}
