"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { failureText, type TicketData } from "../ticket-queries";

export interface DialogFormProps {
  title: string;
  ticket: TicketData;
  /** The act: "Assign ticket". */
  submitLabel: string;
  tone?: "primary" | "danger";
  /** What is still missing, as a sentence; null when it can be sent. */
  problem: string | null;
  /** What the choice depends on is still on its way; being asked to send waits for it. */
  isWaiting?: boolean;
  /** Why this person may not do it; stands in place of the form. */
  refusal: string | null | undefined;
  /** The dialog stays open, with everything typed, and shows the message of what is thrown. */
  onSubmit: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
}

/**
 * The frame of every dialog that changes one ticket. Ctrl+Enter sends, as soon as it can, or says what is missing;
 * a refusal keeps what was typed.
 */
export function DialogForm(props: DialogFormProps) {
  const {
    title,
    ticket,
    submitLabel,
    tone = "primary",
    problem,
    isWaiting = false,
    refusal,
    onSubmit,
    onClose,
    children,
  } = props;
  const form = useRef<HTMLFormElement>(null);
  const [isQueued, setIsQueued] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [isProblemShown, setIsProblemShown] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const submit = async () => {
    if (isBusy) return;
    setFailure(null);
    setIsProblemShown(problem !== null);
    if (problem !== null) return form.current?.querySelector("textarea")?.focus();
    if (isWaiting) return setIsQueued(true);
    setIsBusy(true);
    try {
      await onSubmit();
      onClose();
    } catch (error) {
      setFailure(failureText(error));
      setIsBusy(false);
    }
  };

  useEffect(() => {
    if (!isQueued || isWaiting) return;
    setIsQueued(false);
    void submit();
  });

  const message = failure ?? (isProblemShown ? problem : null);
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title={title} description={`#${ticket.number} ${ticket.title}`}>
        {refusal ? (
          <DialogBody className="pb-5">
            <Alert tone="warning">{refusal}</Alert>
          </DialogBody>
        ) : (
          <form
            ref={form}
            className="contents"
            onSubmit={(event) => {
              event.preventDefault();
              void submit();
            }}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey))
                event.currentTarget.requestSubmit();
            }}
          >
            <DialogBody className="grid content-start gap-4">
              {children}
              {message && <Alert tone="danger">{message}</Alert>}
            </DialogBody>
            <DialogFooter>
              <Button variant="ghost" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" variant={tone} disabled={problem !== null} isLoading={isBusy || isQueued}>
                {submitLabel}
                <Kbd keys="mod+enter" className="hidden sm:inline-flex" />
              </Button>
            </DialogFooter>
          </form>
        )}
      </DialogContent>
    </Dialog>
  );
}
