"use client";

import { type ReactNode, useState } from "react";
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
  isReady: boolean;
  /** Why this person may not do it; stands in place of the form. */
  refusal: string | null | undefined;
  /** The dialog stays open, with everything typed, and shows the message of what is thrown. */
  onSubmit: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
}

/** The frame of every dialog that changes one ticket: Ctrl+Enter sends, a refusal keeps what was typed. */
export function DialogForm(props: DialogFormProps) {
  const {
    title,
    ticket,
    submitLabel,
    tone = "primary",
    isReady,
    refusal,
    onSubmit,
    onClose,
    children,
  } = props;
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const submit = async () => {
    if (!isReady || isBusy) return;
    setIsBusy(true);
    setFailure(null);
    try {
      await onSubmit();
      onClose();
    } catch (error) {
      setFailure(failureText(error));
      setIsBusy(false);
    }
  };

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title={title} description={`#${ticket.number} ${ticket.title}`}>
        {refusal ? (
          <DialogBody className="pb-5">
            <Alert tone="warning">{refusal}</Alert>
          </DialogBody>
        ) : (
          <form
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
              {failure && <Alert tone="danger">{failure}</Alert>}
            </DialogBody>
            <DialogFooter>
              <Button variant="ghost" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" variant={tone} disabled={!isReady} isLoading={isBusy}>
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
