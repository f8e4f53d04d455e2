"use client";

import * as Radix from "radix-ui/alert-dialog";
import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "../ui/button";
import { overlayStyles } from "../ui/dialog";
import { useReturnFocus } from "../ui/use-return-focus";
import { isReasonLongEnough, ReasonField } from "./reason-field";

export interface ConfirmDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  /** What will happen, and whether it can be undone. */
  children: ReactNode;
  /** The act: "Deactivate person". */
  confirmLabel: string;
  tone?: "primary" | "danger";
  /** Asks for a reason of this many characters. */
  reasonMinLength?: number;
  /** The dialog stays open and shows the message of what is thrown. */
  onConfirm: (reason: string) => Promise<void> | void;
}

export function ConfirmDialog({ isOpen, onOpenChange, title, ...props }: ConfirmDialogProps) {
  const focus = useReturnFocus({ onOpenAutoFocus: focusFirstField });
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlayStyles} />
        <Radix.Content
          {...focus}
          className="fixed top-[18dvh] left-1/2 z-50 grid w-[calc(100vw-1.5rem)] max-w-md -translate-x-1/2 animate-in gap-3 rounded-lg bg-popover p-5 shadow-overlay outline-none"
        >
          <Radix.Title className="text-lg font-semibold tracking-tight">{title}</Radix.Title>
          <ConfirmForm {...props} onDone={() => onOpenChange(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

// Without a reason to write, Radix puts the focus on "Cancel", the safe choice.
function focusFirstField(event: Event) {
  const field = event.currentTarget instanceof Element && event.currentTarget.querySelector("textarea");
  if (!field) return;
  event.preventDefault();
  field.focus();
}

type ConfirmFormProps = Omit<ConfirmDialogProps, "isOpen" | "onOpenChange" | "title"> & {
  onDone: () => void;
};

function ConfirmForm({
  children,
  confirmLabel,
  tone = "primary",
  reasonMinLength,
  onConfirm,
  onDone,
}: ConfirmFormProps) {
  const [reason, setReason] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const isReady = reasonMinLength === undefined || isReasonLongEnough(reason, reasonMinLength);

  const confirm = async (event: FormEvent) => {
    event.preventDefault();
    // In React's tree the page's own form may lie around this one.
    event.stopPropagation();
    if (!isReady || isBusy) return;
    setIsBusy(true);
    setFailure(null);
    try {
      await onConfirm(reason.trim());
      onDone();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : "The server did not answer. Try again.");
    } finally {
      setIsBusy(false);
    }
  };

  return (
    <form
      onSubmit={confirm}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
      }}
      className="contents"
    >
      <Radix.Description asChild>
        <div className="text-sm text-muted-foreground">{children}</div>
      </Radix.Description>
      {reasonMinLength !== undefined && (
        <ReasonField value={reason} onValueChange={setReason} minLength={reasonMinLength} />
      )}
      {failure && (
        <p role="alert" className="text-sm text-danger-text">
          {failure}
        </p>
      )}
      <div className="mt-1 flex justify-end gap-2">
        <Radix.Cancel asChild>
          <Button variant="ghost">Cancel</Button>
        </Radix.Cancel>
        <Button type="submit" variant={tone} disabled={!isReady} isLoading={isBusy}>
          {confirmLabel}
        </Button>
      </div>
    </form>
  );
}
