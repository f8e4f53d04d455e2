"use client";

import { ShieldAlert } from "lucide-react";
import { useState } from "react";
import { isReasonLongEnough, ReasonField } from "@/components/shared/reason-field";
import { Button } from "@/components/ui/button";
import { call } from "@/lib/platform/api-client";
import type { ticketsApi } from "@/lib/tickets/api";
import { failureText, type TicketData } from "../ticket-queries";

export interface SensitiveGateProps {
  ticketId: string;
  number: number;
  onOpened: (ticket: TicketData) => void;
}

/** Stands before everything a sensitive ticket says until a reason is on record. */
export function SensitiveGate({ ticketId, number, onOpened }: SensitiveGateProps) {
  const [reason, setReason] = useState("");
  const [isOpening, setIsOpening] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const isReady = isReasonLongEnough(reason);

  const open = async () => {
    if (!isReady) return;
    setIsOpening(true);
    setFailure(null);
    try {
      const { data } = await call<typeof ticketsApi.openSensitive>("POST", "/tickets/{id}/access", {
        params: { id: ticketId },
        body: { reason: reason.trim() },
      });
      onOpened(data);
    } catch (error) {
      setFailure(failureText(error));
      setIsOpening(false);
    }
  };

  return (
    <div className="grid min-h-0 flex-1 place-items-center overflow-y-auto p-5">
      <form
        className="grid w-full max-w-md gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        }}
      >
        <div>
          <span className="mb-3 grid size-10 place-items-center rounded-lg bg-warning-soft text-warning-text">
            <ShieldAlert aria-hidden className="size-5" />
          </span>
          <h2 className="text-lg font-semibold tracking-tight">Ticket #{number} is sensitive</h2>
          <p className="mt-1 text-sm text-muted-foreground">
            Say why you need to read it. It then opens for an hour, and the reason stays in its audit log with
            your name.
          </p>
        </div>
        <ReasonField
          label="Why do you need to open it?"
          hint="For example the case you work on and who asked you."
          value={reason}
          onValueChange={setReason}
          error={failure}
        />
        <Button
          type="submit"
          variant="primary"
          disabled={!isReady}
          isLoading={isOpening}
          className="justify-self-start"
        >
          Open the ticket
        </Button>
      </form>
    </div>
  );
}
