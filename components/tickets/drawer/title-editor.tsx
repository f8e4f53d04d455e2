"use client";

import { useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { tooltip } from "@/components/ui/tooltip";
import { useEscape } from "../escape-stack";
import type { TicketData } from "../ticket-queries";
import { FieldConflictPanel } from "./field-conflict";
import { useFieldEdit } from "./use-field-edit";

const limits = { min: 10, max: 200 };

/** The title as a heading; a click or Enter turns it into a field. Enter saves, Escape keeps what was. */
export function TitleEditor({ ticket }: { ticket: TicketData }) {
  const [draft, setDraft] = useState<string | null>(null);
  const seen = useRef(ticket);
  const hasEdited = useRef(false);
  const { save, keepMine, dismiss, conflict, error } = useFieldEdit(ticket);
  const refusal = ticket.refusals.edit;
  const length = draft?.trim().length ?? 0;
  const problem =
    draft === null
      ? null
      : length < limits.min
        ? `${limits.min - length} more characters`
        : length > limits.max
          ? `${length - limits.max} characters too many`
          : null;

  const finish = () => {
    dismiss();
    setDraft(null);
  };
  const submit = async () => {
    const title = draft?.trim() ?? "";
    if (title === seen.current.title) return finish();
    if (!problem && (await save({ title }, { seen: seen.current }))) finish();
  };

  useEscape(draft !== null, finish);

  if (draft === null) {
    return (
      <h2
        dir="auto"
        className="min-w-0 text-left text-lg leading-6 font-semibold tracking-tight text-balance wrap-anywhere"
      >
        {refusal ? (
          <span {...tooltip(refusal)}>{ticket.title}</span>
        ) : (
          <button
            type="button"
            // Back from the field the focus is where it was before.
            ref={(button) => {
              if (hasEdited.current) button?.focus();
              hasEdited.current = false;
            }}
            className="-mx-1.5 rounded-sm px-1.5 text-left hover:bg-muted"
            onClick={() => {
              seen.current = ticket;
              hasEdited.current = true;
              setDraft(ticket.title);
            }}
            {...tooltip("Edit title")}
          >
            {ticket.title}
            <span className="sr-only">, edit title</span>
          </button>
        )}
      </h2>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <textarea
        aria-label="Title"
        aria-invalid={Boolean(problem || error) || undefined}
        aria-describedby="title-problem"
        // biome-ignore lint/a11y/noAutofocus: the person asked to edit it with this very click
        autoFocus
        rows={1}
        value={draft}
        onChange={(event) => setDraft(event.target.value.replaceAll("\n", " "))}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void submit();
        }}
        onBlur={() => !conflict && !error && void submit()}
        className="-mx-1.5 field-sizing-content w-[calc(100%+0.75rem)] resize-none rounded-sm border border-ring bg-surface px-1.5 text-lg leading-6 font-semibold tracking-tight outline-none"
      />
      <p
        id="title-problem"
        role="status"
        className={cn("mt-1 text-xs text-muted-foreground", (problem || error) && "text-danger-text")}
      >
        {error ?? problem ?? "Enter saves, Esc keeps the title as it was."}
      </p>
      {conflict && (
        <FieldConflictPanel
          conflict={conflict}
          onKeepMine={async () => {
            if (await keepMine({ title: draft.trim() })) finish();
          }}
          onTakeTheirs={finish}
        />
      )}
    </form>
  );
}
