"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import type { bulkApi } from "@/lib/bulk/api";
import { call } from "@/lib/platform/api-client";
import { isReasonLongEnough, ReasonField } from "../../shared/reason-field";
import { Button } from "../../ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "../../ui/dialog";
import { countWords } from "../ticket-list/words";
import { failureText } from "../ticket-queries";
import { bulkActions, type OfferedAction } from "./bulk-actions";
import { type BulkDraft, type BulkSelectionInput, emptyDraft, payloadOf } from "./bulk-change";
import { BulkFields } from "./bulk-fields";
import type { OperationData } from "./bulk-operation";
import { BulkPreviewPanel, useBulkPreview } from "./bulk-preview";

export interface BulkDialogProps {
  action: OfferedAction;
  selection: BulkSelectionInput;
  count: number;
  onStarted: (operation: OperationData) => void;
  onClose: () => void;
}

/** One change to many tickets: its fields, its effect, its reason. */
export function BulkDialog({ action, selection, count, onStarted, onClose }: BulkDialogProps) {
  const [draft, setDraft] = useState<BulkDraft>(emptyDraft);
  const [reason, setReason] = useState("");
  // A second press of the button, or a lost answer, must not run it twice.
  const idempotencyKey = useRef(crypto.randomUUID());
  const payload = payloadOf(action, draft);
  const preview = useBulkPreview(action, payload, selection);
  const allowed = preview.data?.allowed;
  const start = useMutation({
    mutationFn: async () => {
      const body = { action, payload, reason: reason.trim(), ...selection } as StartBody;
      return call<typeof bulkApi.start>("POST", "/bulk", { body, idempotencyKey: idempotencyKey.current });
    },
    onSuccess: ({ data }) => onStarted(data),
  });
  const isReady = payload !== null && isReasonLongEnough(reason) && allowed !== 0 && !preview.error;
  const label = bulkActions[action].act(countWords(allowed ?? count, "ticket"));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !start.isPending) start.mutate();
  };

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && !start.isPending && onClose()}>
      <DialogContent title={bulkActions[action].act(countWords(count, "ticket"))}>
        <form
          onSubmit={submit}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey))
              event.currentTarget.requestSubmit();
          }}
          className="contents"
        >
          <DialogBody className="grid content-start gap-4">
            <BulkFields
              action={action}
              draft={draft}
              onDraftChange={(change) => setDraft((old) => ({ ...old, ...change }))}
            />
            <BulkPreviewPanel preview={preview} isIncomplete={payload === null} count={count} />
            <ReasonField value={reason} onValueChange={setReason} />
            {start.error && (
              <p role="alert" className="text-sm text-danger-text">
                {failureText(start.error)}
              </p>
            )}
          </DialogBody>
          <DialogFooter>
            <Button variant="ghost" onClick={onClose} disabled={start.isPending}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" disabled={!isReady} isLoading={start.isPending}>
              {label}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

type StartBody = Parameters<typeof call<typeof bulkApi.start>>[2]["body"];
