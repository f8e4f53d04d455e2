"use client";

import { useRef, useState } from "react";
import { FormField } from "@/components/shared/form-field";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";
import { useEscape } from "../escape-stack";
import type { TicketData } from "../ticket-queries";
import { FieldConflictPanel } from "./field-conflict";
import { Section } from "./section";
import { useFieldEdit } from "./use-field-edit";

const limits = { min: 20, max: 2000 };

export function Description({ ticket }: { ticket: TicketData }) {
  const [isEditing, setIsEditing] = useState(false);
  const canEdit = !ticket.refusals.edit && !isEditing;
  return (
    <Section
      title="Description"
      action={
        canEdit && (
          <Button size="xs" variant="ghost" onClick={() => setIsEditing(true)}>
            Edit
          </Button>
        )
      }
    >
      {isEditing ? (
        <DescriptionEditor ticket={ticket} onDone={() => setIsEditing(false)} />
      ) : (
        <p dir="auto" className="max-w-prose text-base wrap-anywhere whitespace-pre-wrap">
          {ticket.description}
        </p>
      )}
    </Section>
  );
}

function DescriptionEditor({ ticket, onDone }: { ticket: TicketData; onDone: () => void }) {
  const seen = useRef(ticket);
  const [text, setText] = useState(ticket.description);
  const [isSaving, setIsSaving] = useState(false);
  const { save, keepMine, conflict, error } = useFieldEdit(ticket);
  const length = text.trim().length;
  const isValid = length >= limits.min && length <= limits.max;

  const submit = async (send: () => Promise<boolean>) => {
    if (!isValid) return;
    setIsSaving(true);
    if (await send()) onDone();
    else setIsSaving(false);
  };
  const fields = { description: text.trim() };
  useEscape(true, onDone);

  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(() => save(fields, { seen: seen.current }));
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) event.currentTarget.requestSubmit();
      }}
    >
      <FormField label="Edit description" counter={{ length, ...limits }} error={error}>
        <Textarea autoFocus rows={6} value={text} onChange={(event) => setText(event.target.value)} />
      </FormField>
      {conflict && (
        <FieldConflictPanel
          conflict={conflict}
          onKeepMine={() => void submit(() => keepMine(fields))}
          onTakeTheirs={onDone}
        />
      )}
      <div className="flex gap-2">
        <Button size="sm" variant="primary" type="submit" disabled={!isValid} isLoading={isSaving}>
          Save description
        </Button>
        <Button size="sm" variant="ghost" onClick={onDone}>
          Keep it as it was
        </Button>
      </div>
    </form>
  );
}

export function Resolution({ ticket }: { ticket: TicketData }) {
  if (!ticket.resolution_summary) return null;
  return (
    <Alert tone="success" title="Resolution">
      <p className="wrap-anywhere whitespace-pre-wrap">{ticket.resolution_summary}</p>
    </Alert>
  );
}
