"use client";

import {
  type InfiniteData,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { Paperclip } from "lucide-react";
import { useId, useState } from "react";
import type { attachmentsApi } from "@/lib/attachments/api";
import { type Answer, ApiError, apiUrl, call } from "@/lib/platform/api-client";
import { ConfirmDialog } from "../shared/confirm-dialog";
import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import { FormField } from "../shared/form-field";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { cn } from "../ui/cn";
import { Skeleton } from "../ui/skeleton";
import { Textarea } from "../ui/textarea";
import { toast } from "../ui/toast";
import { AttachButton } from "./attach-button";
import { AttachmentItem } from "./attachment-item";
import { AttachmentOpener } from "./attachment-opener";
import { type AttachmentData, attachmentsQuery } from "./attachment-queries";
import { useDropFiles } from "./drop-files";
import { FileChips } from "./file-chips";
import { useFileQueue } from "./use-file-queue";

export interface AttachmentsTabProps {
  ticketId: string;
  /** Why this person may add none, in words; null when they may. */
  refusals: { reply: string | null; note: string | null };
}

/** Every file of the ticket, and the place to add more. */
export default function AttachmentsTab({ ticketId, refusals }: AttachmentsTabProps) {
  const client = useQueryClient();
  const query = useInfiniteQuery(attachmentsQuery(ticketId));
  const [isInternal, setIsInternal] = useState(refusals.reply !== null);
  const [isSensitive, setIsSensitive] = useState(false);
  const [deleting, setDeleting] = useState<AttachmentData | null>(null);
  const refresh = () => void client.invalidateQueries({ queryKey: ["ticket", ticketId] });
  const queue = useFileQueue<AttachmentData>({
    scope: ticketId,
    address: (file) =>
      apiUrl(
        "/tickets/{id}/attachments",
        { id: ticketId },
        { file_name: file.name, is_internal: isInternal, is_sensitive: isSensitive },
      ),
    onDone: (_, key) => {
      queue.remove(key);
      refresh();
    },
  });
  const refusal = isInternal ? refusals.note : refusals.reply;
  const mayAdd = !refusals.reply || !refusals.note;
  const { isOver, handlers } = useDropFiles((files) => !refusal && queue.add(files));
  const mark = (file: AttachmentData) =>
    void call<typeof attachmentsApi.update>("PATCH", "/attachments/{id}", {
      params: { id: file.id },
      body: { is_sensitive: !file.is_sensitive },
    })
      .then(refresh)
      .catch((error: unknown) =>
        toast.error(`${file.file_name} was not changed`, { description: textOf(error) }),
      );

  return (
    <section
      aria-label="Attachments of this ticket"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className={cn(
        "ring-inset-focus h-full scroll-slim overflow-y-auto px-4 py-3 md:px-5",
        isOver && "bg-primary-soft",
      )}
      {...(mayAdd && handlers)}
    >
      {mayAdd ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <AttachButton onFiles={queue.add} disabled={Boolean(refusal)}>
            Add files
          </AttachButton>
          <Mark
            label="Internal, for the desk only"
            isOn={isInternal}
            onChange={setIsInternal}
            isFixed={refusals.reply !== null || refusals.note !== null}
          />
          <Mark label="Sensitive" isOn={isSensitive} onChange={setIsSensitive} />
          <p className="hidden w-full text-xs text-muted-foreground sm:block">Or drop or paste them here.</p>
        </div>
      ) : (
        <p className="text-sm text-muted-foreground">{refusals.reply}</p>
      )}
      <FileChips files={queue.files} onRemove={queue.remove} onRetry={queue.retry} className="mt-3" />
      <Files query={query} onMark={mark} onDelete={setDeleting} mayAdd={mayAdd} />
      <DeleteDialog file={deleting} onClose={() => setDeleting(null)} onDeleted={refresh} />
    </section>
  );
}

interface FilesProps {
  query: UseInfiniteQueryResult<InfiniteData<Answer<typeof attachmentsApi.list>>>;
  onMark: (file: AttachmentData) => void;
  onDelete: (file: AttachmentData) => void;
  mayAdd: boolean;
}

function Files({ query, onMark, onDelete, mayAdd }: FilesProps) {
  if (query.isPending) return <Skeleton className="mt-3 h-24 w-full" />;
  if (query.isError)
    return (
      <ErrorState
        message={textOf(query.error)}
        requestId={query.error instanceof ApiError ? query.error.problem.request_id : null}
        onRetry={() => void query.refetch()}
        isRetrying={query.isFetching}
      />
    );
  const files = query.data.pages.flatMap((page) => page.data);
  if (files.length === 0)
    return (
      <EmptyState Icon={Paperclip} title="No files yet">
        {mayAdd
          ? "Photos, delivery proofs, spreadsheets and mails of this ticket are kept here, also those sent with a message."
          : "Files of this ticket and its messages would stand here."}
      </EmptyState>
    );
  return (
    <AttachmentOpener isStaff>
      <ul className="mt-2 divide-y">
        {files.map((file) => (
          <AttachmentItem key={file.id} file={file} onMark={onMark} onDelete={onDelete} />
        ))}
      </ul>
      {query.hasNextPage && (
        <div className="mt-3 text-center">
          <Button size="sm" isLoading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Load older
          </Button>
        </div>
      )}
    </AttachmentOpener>
  );
}

interface MarkProps {
  label: string;
  isOn: boolean;
  isFixed?: boolean;
  onChange: (isOn: boolean) => void;
}

function Mark({ label, isOn, isFixed, onChange }: MarkProps) {
  const id = useId();
  return (
    <span className="inline-flex items-center gap-1.5 text-sm">
      <Checkbox
        id={id}
        checked={isOn}
        disabled={isFixed}
        onCheckedChange={(checked) => onChange(checked === true)}
      />
      <label htmlFor={id}>{label}</label>
    </span>
  );
}

interface DeleteDialogProps {
  file: AttachmentData | null;
  onClose: () => void;
  onDeleted: () => void;
}

function DeleteDialog({ file, onClose, onDeleted }: DeleteDialogProps) {
  const [reason, setReason] = useState("");
  const remove = async () => {
    if (!file) return;
    await call<typeof attachmentsApi.delete>("DELETE", "/attachments/{id}", {
      params: { id: file.id },
      query: { reason: reason.trim() || undefined },
    });
    setReason("");
    onDeleted();
    toast.success(`${file.file_name} was deleted`);
  };
  return (
    <ConfirmDialog
      isOpen={file !== null}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Delete ${file?.file_name ?? "this file"}?`}
      confirmLabel="Delete file"
      tone="danger"
      onConfirm={remove}
    >
      <p className="mb-3">
        The file is gone for good, for everyone. Its name, who deleted it and why stay on record.
      </p>
      <FormField label="Reason" isRequired={false}>
        <Textarea
          value={reason}
          rows={2}
          maxLength={2000}
          onChange={(event) => setReason(event.target.value)}
        />
      </FormField>
    </ConfirmDialog>
  );
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : "The server did not answer. Try again.";
}
