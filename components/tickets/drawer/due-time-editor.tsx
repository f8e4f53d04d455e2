"use client";

import { useRef, useState } from "react";
import { FormField } from "@/components/shared/form-field";
import { formatInstant } from "@/components/shared/format-time";
import { usePreferences } from "@/components/shared/preferences";
import { ReasonField, reasonProblem } from "@/components/shared/reason-field";
import { useNow } from "@/components/shared/use-now";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { useEscape } from "../escape-stack";
import type { TicketData } from "../ticket-queries";
import { FieldConflictPanel } from "./field-conflict";
import { useFieldEdit } from "./use-field-edit";
import { instantOfWallTime, wallTimeOf } from "./wall-time";

export interface DueTimeEditorProps {
  ticket: TicketData;
  onDone: () => void;
}

/** A due time set by hand, with its reason; it stays when priority or policy change, until it is handed back. */
export function DueTimeEditor({ ticket, onDone }: DueTimeEditorProps) {
  const { timeZone } = usePreferences();
  const now = useNow();
  const seen = useRef(ticket);
  const [wallTime, setWallTime] = useState(() => wallTimeOf(ticket.sla_due_at ?? now, timeZone));
  const [reason, setReason] = useState("");
  const [isSaving, setIsSaving] = useState(false);
  const [isProblemShown, setIsProblemShown] = useState(false);
  const { save, keepMine, conflict, error } = useFieldEdit(ticket);
  useEscape(true, onDone);

  const due = instantOfWallTime(wallTime, timeZone);
  const problem = due ? reasonProblem(reason) : "Choose a day and a time first.";
  const byHand = () => ({ sla_due_at: due?.toISOString() ?? null, reason: reason.trim() });
  const finish = async (send: () => Promise<boolean>) => {
    setIsSaving(true);
    if (await send()) onDone();
    else setIsSaving(false);
  };
  const submit = () => {
    setIsProblemShown(problem !== null);
    if (problem || isSaving) return;
    void finish(() => save(byHand(), { seen: seen.current, shown: { sla_due_is_manual: true } }));
  };
  const handBack = () => finish(() => save({ sla_due_at: null, reason: reason.trim() || undefined }));

  return (
    <form
      noValidate
      className="mb-3 grid gap-3 rounded-md border bg-surface p-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
      }}
    >
      <FormField
        label="Resolution due"
        hint={
          due && due.getTime() <= now
            ? "This is in the past: the ticket counts as breached at once."
            : `In ${timeZone}${due ? `: ${formatInstant(due, timeZone)}` : ""}`
        }
      >
        <Input
          type="datetime-local"
          autoFocus
          value={wallTime}
          onChange={(event) => setWallTime(event.target.value)}
        />
      </FormField>
      <ReasonField value={reason} onValueChange={setReason} />
      {(error || (isProblemShown && problem)) && <Alert tone="danger">{error ?? problem}</Alert>}
      {conflict && (
        <FieldConflictPanel
          conflict={conflict}
          inWords={(value) => (value ? formatInstant(String(value), timeZone) : "none")}
          onKeepMine={() => void finish(() => keepMine(byHand(), { sla_due_is_manual: true }))}
          onTakeTheirs={onDone}
        />
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {ticket.sla_due_is_manual && (
          <Button size="sm" variant="ghost" className="mr-auto" onClick={() => void handBack()}>
            Back to the policy
          </Button>
        )}
        <Button size="sm" variant="ghost" onClick={onDone}>
          Cancel
        </Button>
        <Button size="sm" type="submit" variant="primary" isLoading={isSaving}>
          Set due time
        </Button>
      </div>
    </form>
  );
}
